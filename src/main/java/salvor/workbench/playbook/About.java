package salvor.workbench.playbook;

/** What the acts of a step are about: a pod of the window. */
public interface About {
  /** Chooses the worst where nothing is chosen. */
  void choose();

  /** What is chosen, in words that are safe to show; empty where nothing is. */
  String words();
}
