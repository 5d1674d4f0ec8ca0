import { formatShape } from "hourglass-lab/internal/report/words/format.ts";
import type { ServedRun, ServedStudy } from "hourglass-lab/internal/server/api.ts";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { droppedFiles } from "../state/dropped-files.ts";
import {
  closeOpenDialog,
  continueExperiment,
  leaveStudy,
  loadDataOf,
  openServed,
  otherDataOf,
  servedFile,
} from "../state/open-dialog.ts";
import { openDropped } from "../state/open-dropped.ts";
import {
  fitsData,
  kept,
  loadedData,
  type OpenDialog,
  type OpenedRun,
  offeredData,
  openDialog,
  samplesKind,
} from "../state/session.ts";
import type { GivenFile } from "../workers/trainer/trainer-api.ts";
import { FileButton } from "./file-button.tsx";
import { type Offered, offeredWords } from "./open-run/offered-words.ts";
import { OpenedStudyView } from "./open-run/opened-study.tsx";

/** The dialog that opens finished runs and studies: those that the server has, and those that a person has in a folder. */
export function OpenRun(): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const { shown, study, busy, problem, opened } = openDialog.value;
  useEffect(() => {
    if (shown) dialog.current?.showModal();
    else dialog.current?.close();
  }, [shown]);
  return (
    <dialog ref={dialog} class="open-dialog" aria-labelledby="open-title" onClose={closeOpenDialog}>
      <div class="open-head">
        <h2 id="open-title">{study === undefined ? "Open a finished run or study" : study.results.title}</h2>
        <div class="part-tools">
          {study === undefined ? null : (
            <button type="button" onClick={leaveStudy}>
              Back to the list
            </button>
          )}
          <button type="button" onClick={closeOpenDialog}>
            Close
          </button>
        </div>
      </div>
      <div class="open-body">
        <div class="open-status" role="status">
          {busy === undefined ? null : <p class="soft">Reading {busy}…</p>}
        </div>
        {problem === undefined ? null : (
          <p class="open-told is-problem" role="alert">
            {problem}
          </p>
        )}
        {opened.map((run) => (
          <Opened key={run.id} run={run} />
        ))}
        {study === undefined ? (
          <>
            <Drop />
            <OfferedList {...openDialog.value} />
          </>
        ) : (
          <OpenedStudyView study={study} />
        )}
      </div>
    </dialog>
  );
}

/** What was opened, and what can be done with it now. */
function Opened({ run }: { readonly run: OpenedRun }): JSX.Element | null {
  const model = kept.value.find(({ id }) => id === run.id);
  if (model === undefined) return null;
  const otherData = otherDataOf(run);
  const hasData = loadedData.value !== undefined;
  const canLoad = offeredData.value.some(
    ({ name, missing }) => name === otherData?.name && missing === undefined,
  );
  return (
    <div class="open-told" role="status">
      <p>
        <b>{model.title}</b> stands beside the current model now.
        {otherData !== undefined &&
          hasData &&
          ` It was trained on ${otherData.title} (${formatShape(otherData.shape)}), and other data are loaded: ` +
            (fitsData(model)
              ? "its figures are of these."
              : `their ${samplesKind.value.plural} have another shape, so it can rebuild none of them.`)}
        {otherData !== undefined &&
          hasData &&
          !canLoad &&
          " To have its data here, drop their files on the page."}
      </p>
      <div class="part-tools">
        <button
          type="button"
          onClick={() => {
            closeOpenDialog();
            document.getElementById("compare")?.scrollIntoView();
          }}
        >
          Compare them
        </button>
        {otherData !== undefined && hasData && canLoad ? (
          <button type="button" onClick={() => void loadDataOf(otherData.name)}>
            Load {otherData.title}
          </button>
        ) : null}
        {model.losses === undefined ? null : (
          <button
            type="button"
            onClick={() => {
              closeOpenDialog();
              void continueExperiment(model);
            }}
          >
            Continue this experiment
          </button>
        )}
      </div>
    </div>
  );
}

function Drop(): JSX.Element {
  const [isOver, setOver] = useState(false);
  const [isNone, setNone] = useState(false);
  const open = async (files: readonly GivenFile[]): Promise<void> => {
    setNone(files.length > 0 && !(await openDropped(files)));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button in it does the same by keyboard
    <div
      class={isOver ? "open-drop is-over" : "open-drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        // Else the page would take it for data.
        event.preventDefault();
        setOver(false);
        if (event.dataTransfer !== null) void droppedFiles(event.dataTransfer).then(open);
      }}
    >
      <p>
        Drop the folder of a run (with <code>run.json</code>), of a study (with <code>results.json</code>) or
        saved weights (<code>.safetensors</code>) here. Nothing leaves this machine.
      </p>
      <FileButton name="Choose a folder" folder onFiles={open} />
      <FileButton name="Choose files" accept=".safetensors,.json,.jsonl" onFiles={open} />
      {isNone ? (
        <p class="open-told is-problem" role="alert">
          There is no run, study or model among these files: expected a folder with run.json or results.json,
          or a file of weights that ends in .safetensors. Data go to the experiment, at the top of the page.
        </p>
      ) : null}
    </div>
  );
}

/** What the server has, newest first; the runs of studies are within these. */
function OfferedList({ offered }: Pick<OpenDialog, "offered">): JSX.Element {
  if (offered === undefined) {
    return (
      <p class="soft">
        Started with <code>hourglass studio</code>, the page also lists the runs and studies of your runs
        folder here.
      </p>
    );
  }
  const listed = offered.runs.filter((found) => found.kind !== "run" || found.study === undefined);
  return (
    <section aria-labelledby="offered-title">
      <h3 id="offered-title">In the runs folder</h3>
      {listed.length === 0 ? (
        <p class="soft">
          No finished runs yet: <code>hourglass train</code> and <code>hourglass study</code> write them.
        </p>
      ) : (
        <ul class="offered">
          {listed.map((found) => (
            <li key={found.id}>
              <div class="offered-words">
                <b>{found.title}</b>
                <p class="soft">{offeredWords(found)}</p>
              </div>
              {found.files.includes("report.html") ? (
                <ReportLink href={servedFile(found.id, "report.html")}>Report of {found.id}</ReportLink>
              ) : null}
              {canOpen(found) ? (
                <button type="button" aria-label={`Open ${found.id}`} onClick={() => void openServed(found)}>
                  Open
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {offered.problems.map((problem) => (
        <p class="soft" key={problem}>
          {problem}
        </p>
      ))}
    </section>
  );
}

interface ReportLinkProps {
  readonly href: string;
  /** What a screen reader says. */
  readonly children: ComponentChildren;
}

function ReportLink({ href, children }: ReportLinkProps): JSX.Element {
  return (
    <a href={href} target="_blank" rel="noopener">
      Report<span class="hidden-text">: {children}, in a new tab</span>
    </a>
  );
}

/** A classifier and a detector have a report, and nothing that the page could compare. */
function canOpen(found: Offered): found is ServedRun | ServedStudy {
  return found.kind === "run" || found.kind === "study";
}
