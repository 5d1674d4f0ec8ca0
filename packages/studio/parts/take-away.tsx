import { useSignal } from "@preact/signals";
import { capitalise } from "hourglass-core/internal/words.ts";
import type { ComponentChildren, JSX } from "preact";
import { useEffect } from "preact/hooks";
import { linkToHere } from "../state/link.ts";
import { messageOf, tell } from "../state/notice.ts";
import { experiment, prepared, samplesKind, training } from "../state/session.ts";
import {
  type MadeFile,
  makeArchive,
  makeFile,
  quickFiles,
  startTakingAway,
  takenFile,
} from "../state/take-away.ts";
import type { Takeaway } from "../workers/trainer/trainer-api.ts";
import { CopyLink } from "./header.tsx";
import { Part } from "./part.tsx";

/** What each file is, and what opens it. */
const offers: readonly {
  readonly what: Takeaway;
  readonly title: string;
  /** @param samples what is learnt from: `images` */
  readonly words: (samples: string) => ComponentChildren;
}[] = [
  {
    what: "encoder",
    title: "Encoder (ONNX)",
    words: (samples) => (
      <>
        {capitalise(samples)} in, codes out. Netron draws it; <code>onnxruntime</code> runs it in Python, C++
        and browsers.
      </>
    ),
  },
  {
    what: "decoder",
    title: "Decoder (ONNX)",
    words: (samples) => <>Codes in, {samples} out: opened as the encoder is.</>,
  },
  {
    what: "autoencoder",
    title: "Autoencoder (ONNX)",
    words: (samples) => <>Both in one: {samples} in, reconstructions out.</>,
  },
  {
    what: "trainer",
    title: "Training program (ONNX)",
    words: () => (
      <>
        Forward pass, gradients, optimiser and the loop over steps: <code>onnxruntime</code> trains with it in
        any language.
      </>
    ),
  },
  {
    what: "weights",
    title: "Weights (safetensors)",
    words: () => (
      <>
        With the layers in the file, for <code>loadAutoencoder</code> of the library and for this page; the{" "}
        <code>safetensors</code> package reads the tensors in Python.
      </>
    ),
  },
];

/** The model as files: nothing here stays behind in the page. */
export function TakeAway(): JSX.Element {
  useEffect(() => startTakingAway(), []);
  const reason = whyNot();
  return (
    <Part id="take-away" title="Take it away" explanation={<Explanation />}>
      {reason === undefined ? null : (
        <p class="soft" id="take-away-reason">
          {reason}
        </p>
      )}
      <ul class="take-list">
        {offers.map((offer) => (
          <Offer key={offer.what} {...offer} words={offer.words(samplesKind.value.plural)} reason={reason} />
        ))}
        <Report reason={reason} />
        <Archive reason={reason} />
        <Link />
      </ul>
    </Part>
  );
}

function whyNot(): string | undefined {
  const { status } = training.value;
  if (prepared.value === undefined || status === "new")
    return "Train a model first: untrained, there is nothing to take.";
  if (status === "failed") return "Training failed: there is nothing worth taking.";
  return status === "paused" || status === "done"
    ? undefined
    : "Pause the training, or let it end: then the files are made.";
}

interface Offered {
  /** Why nothing can be taken now. */
  readonly reason: string | undefined;
}

interface OfferProps extends Offered {
  readonly what: Takeaway;
  readonly title: string;
  readonly words: ComponentChildren;
}

function Offer({ what, title, words, reason }: OfferProps): JSX.Element {
  const state = takenFile(what);
  return (
    <li>
      <div class="take-words">
        <h3>{title}</h3>
        <p>{words}</p>
        {state.status === "failed" ? <p role="alert">{state.message}</p> : null}
      </div>
      {state.status === "made" && reason === undefined ? (
        <Download file={state.file} what={title} />
      ) : (
        <TakeButton reason={reason} isBusy={state.status === "making"} onTake={() => makeFile(what)}>
          {state.status === "making" ? "Making…" : "Download"}
          <span class="hidden-text"> {title}</span>
        </TakeButton>
      )}
    </li>
  );
}

interface TakeButtonProps extends Offered {
  readonly isBusy: boolean;
  readonly onTake: () => Promise<void>;
  readonly children: ComponentChildren;
}

function TakeButton({ reason, isBusy, onTake, children }: TakeButtonProps): JSX.Element {
  return (
    <button
      type="button"
      disabled={reason !== undefined || isBusy}
      aria-describedby={reason === undefined ? undefined : "take-away-reason"}
      onClick={() => void onTake()}
    >
      {children}
    </button>
  );
}

function Download({ file, what }: { readonly file: MadeFile; readonly what: string }): JSX.Element {
  return (
    <a class="button" href={file.address} download={file.name} title={file.name}>
      Download<span class="hidden-text"> {what}</span> <small>{sizeWords(file.content.size)}</small>
    </a>
  );
}

/** `204 KB`, in thousands of bytes as file managers count. */
function sizeWords(bytes: number): string {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** The report takes some seconds: it measures the whole test set first. */
function Report({ reason }: Offered): JSX.Element {
  const state = takenFile("report");
  const { text = "", fraction } = state.status === "making" ? (state.progress ?? {}) : {};
  return (
    <li>
      <div class="take-words">
        <h3>Report (HTML)</h3>
        <p>
          One page with the curves, errors over the whole test set, the best and the worst reconstructions and
          the code. Any browser opens it, also without a network.
        </p>
        <div role="status">
          {state.status === "making" ? (
            <p class="take-progress">
              <progress
                max={1}
                {...(fraction === undefined ? {} : { value: fraction })}
                aria-label="Report"
              />{" "}
              {text || "measuring"}
            </p>
          ) : null}
        </div>
        {state.status === "failed" ? <p role="alert">{state.message}</p> : null}
      </div>
      {state.status === "made" && reason === undefined ? (
        <span class="part-tools">
          <a class="button" href={state.file.address} target="_blank" rel="noopener">
            Open<span class="hidden-text"> the report in a new tab</span>
          </a>
          <Download file={state.file} what="report" />
        </span>
      ) : (
        <TakeButton reason={reason} isBusy={state.status === "making"} onTake={() => makeFile("report")}>
          {state.status === "making" ? "Making…" : "Make the report"}
        </TakeButton>
      )}
    </li>
  );
}

function Archive({ reason }: Offered): JSX.Element {
  const isBusy = useSignal(false);
  const hasReport = takenFile("report").status === "made";
  const isReady = quickFiles.every((what) => takenFile(what).status === "made");
  const download = async (): Promise<void> => {
    isBusy.value = true;
    try {
      const file = await makeArchive();
      if (file !== undefined) save(file);
    } catch (error) {
      tell("problem", messageOf(error));
    }
    isBusy.value = false;
  };
  return (
    <li>
      <div class="take-words">
        <h3>Everything (ZIP)</h3>
        <p>
          {hasReport
            ? "All files above, the report too."
            : "All files above; the report too, once it is made."}
        </p>
      </div>
      <TakeButton reason={reason} isBusy={!isReady || isBusy.value} onTake={download}>
        {isBusy.value ? "Packing…" : "Download"}
        <span class="hidden-text"> everything</span>
      </TakeButton>
    </li>
  );
}

function save({ name, address }: MadeFile): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The link is there from the start: it holds the experiment, not what was learnt. */
function Link(): JSX.Element {
  return (
    <li>
      <div class="take-words">
        <h3>Link</h3>
        <p>
          Data, model, every setting and the seed are in the address: whoever opens it trains{" "}
          {training.value.changes.length === 0
            ? "the same model"
            : "a model with the last settings from the start, which is another than this one, whose settings were changed on the way"}
          . Weights and {samplesKind.value.plural} are not in it.
        </p>
        <code class="take-link">{linkToHere(experiment.value)}</code>
      </div>
      <CopyLink />
    </li>
  );
}

function Explanation(): JSX.Element {
  return (
    <>
      <p>
        What was trained in this tab is yours: these are ordinary files in open formats, made on this machine,
        and nothing was sent anywhere. ONNX files hold a program with its weights; a safetensors file holds
        the weights by name. The command line writes the same files: a model from here loads in a program with{" "}
        <code>loadAutoencoder</code>, and the folder of a run that <code>hourglass train</code> made opens
        here.
      </p>
      <p>
        To go on with a model in the page, keep it (under Compare), or drop its safetensors file on the page
        later.
      </p>
    </>
  );
}
