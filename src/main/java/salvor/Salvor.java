package salvor;

/** Puts the parts together. Nothing depends on it. */
public final class Salvor {
  private Salvor() {}

  static void main(String[] args) {
    System.out.println("Salvor " + args.length);
  }
}
