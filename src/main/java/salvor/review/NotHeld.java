package salvor.review;

/** A format cannot hold a condition. */
final class NotHeld extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Rendering.CannotHold what;

  NotHeld(Rendering.Why why, String what) {
    super(why + " " + what);
    this.what = new Rendering.CannotHold(why, what);
  }

  Rendering.CannotHold what() {
    return what;
  }
}
