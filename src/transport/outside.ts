/** Wraps a value that a function of the caller threw: it may be an error of another call of this package. */
export class OutsideFailure extends Error {
  readonly thrown: unknown;

  constructor(thrown: unknown) {
    super("A function of the caller's own failed");
    this.thrown = thrown;
  }
}
