import type { JSX } from "preact";
import { Compare } from "./parts/compare.tsx";
import { DrawPart } from "./parts/draw.tsx";
import { Experiment } from "./parts/experiment.tsx";
import { Explore } from "./parts/explore.tsx";
import { Header } from "./parts/header.tsx";
import { MapPart } from "./parts/map.tsx";
import { NoticeBar } from "./parts/notice-bar.tsx";
import { PageDrop } from "./parts/page-drop.tsx";
import { PrintedSettings } from "./parts/printed-settings.tsx";
import { Rail } from "./parts/rail.tsx";
import { TakeAway } from "./parts/take-away.tsx";
import { StandingProblem } from "./parts/training/standing-problem.tsx";
import { Learning, Training } from "./parts/training.tsx";
import { TriedPart } from "./parts/tried.tsx";

/** The page: choose, train, explore, draw, compare, take away. */
export function App(): JSX.Element {
  return (
    <>
      <Header />
      <StandingProblem />
      <NoticeBar />
      <Rail />
      <main class="studio">
        <Experiment />
        <Training />
        <MapPart />
        <TriedPart />
        <Learning />
        <Explore />
        <DrawPart />
        <Compare />
        <TakeAway />
      </main>
      <PrintedSettings />
      <PageDrop />
    </>
  );
}
