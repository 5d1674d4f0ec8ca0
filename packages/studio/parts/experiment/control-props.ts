/** What every kind of control gets. */
export interface ControlProps {
  readonly id: string;
  readonly value: unknown;
  readonly describedBy: string;
  readonly isInvalid: boolean;
  /** Whether a value would be taken. */
  readonly accepts: (value: unknown) => boolean;
  /** Takes a value, or says beside the field why not. */
  readonly onValue: (value: unknown) => void;
}
