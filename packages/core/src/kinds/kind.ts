// A noun of the grammar (corruption, penalty, loss ...) is a table of kinds, and a kind is a record in a file of its own: its
// name, the numbers that it takes, and what it does. No other file knows a kind by its name: words of the command line, limits,
// forms of the page and sentences of the report are derived from the records.

/** A number that a kind takes: SIGMA of `gaussian:SIGMA`. */
export interface NumberField {
  /** As forms and sentences call it: `standard deviation`. */
  readonly title: string;
  /** As help and messages call it: `SIGMA`. */
  readonly placeholder: string;
  /** The limits, both allowed. */
  readonly minimum: number;
  readonly maximum: number;
  readonly whole?: true;
  /** What a form begins with. */
  readonly first: number;
  /** By how much an arrow of a form changes it; any number unless given. */
  readonly step?: number;
  /** It may be left out, as may those after it. */
  readonly optional?: true;
}

/** A word that a kind may have behind its numbers, or not: `nesterov` of `sgd:0.9,nesterov`. */
export interface FlagField {
  readonly title: string;
  /** The word itself. */
  readonly placeholder: string;
  readonly flag: true;
  readonly optional: true;
}

export type Field = NumberField | FlagField;

/** The numbers of a kind by the names that they have in its records. */
export type AnyValues = Readonly<Record<string, number | boolean | undefined>>;

/** Of a kind that takes no numbers. */
export type NoValues = { readonly [Name in never]: number };

/** A setting that belongs to some kinds of a table: beside others it is refused. */
export interface OwnSetting {
  readonly name: string;
  /** What it does, after its name: `weighs the divergence of a gaussian code`. */
  readonly purpose: string;
  /** What to do where it is refused. */
  readonly advice: string;
  /** Its value beside another kind, where it may be given as well; that of the table of settings unless given. */
  readonly off?: number;
}

/** What all kinds have. */
export interface Kind<Name extends string = string, V extends AnyValues = AnyValues> {
  /** Its word: lower-case letters, digits and dashes. */
  readonly name: Name;
  /** As forms and tables call it: `salt and pepper`. */
  readonly title: string;
  /** A field for each value, in the order of its word. */
  readonly fields: { readonly [Key in keyof V]-?: Field };
  /** What values that are each allowed must fulfil together, such as `FROM >= K`. */
  readonly rule?: {
    readonly words: string;
    readonly holds: (values: AnyValues) => boolean;
  };
  /** Settings that belong to it. */
  readonly settings?: readonly OwnSetting[];
}

/** A kind with its values, where it is not known which. */
export type Choice = { readonly kind: string } & Readonly<
  Record<string, string | number | boolean | undefined>
>;

export function isFlag(field: Field): field is FlagField {
  return "flag" in field;
}

/** The values of a choice, without the name of its kind. */
export function valuesOf(choice: Choice): AnyValues {
  const { kind: _, ...values } = choice;
  return values as AnyValues;
}
