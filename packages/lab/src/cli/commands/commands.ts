import { anomalyCommand } from "./anomaly.ts";
import { checkCommand } from "./check.ts";
import { classifyCommand } from "./classify.ts";
import type { Command } from "./command.ts";
import { dataCommand } from "./data.ts";
import { demoCommand } from "./demo.ts";
import { detectCommand } from "./detect.ts";
import { drawCommand } from "./draw.ts";
import { encodeCommand } from "./encode.ts";
import { evaluateCommand } from "./evaluate.ts";
import { exportCommand } from "./export.ts";
import { predictCommand } from "./predict.ts";
import { reconstructCommand } from "./reconstruct.ts";
import { reportCommand } from "./report.ts";
import { runsCommand } from "./runs.ts";
import { studioCommand } from "./studio.ts";
import { studyCommand } from "./study.ts";
import { trainCommand } from "./train.ts";

/** All commands, within their groups in the order of `hourglass --help`. */
export const commands: readonly Command[] = [
  demoCommand,
  trainCommand,
  classifyCommand,
  studioCommand,
  reportCommand,
  evaluateCommand,
  studyCommand,
  anomalyCommand,
  detectCommand,
  encodeCommand,
  predictCommand,
  reconstructCommand,
  drawCommand,
  exportCommand,
  runsCommand,
  dataCommand,
  checkCommand,
];
