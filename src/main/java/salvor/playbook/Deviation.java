package salvor.playbook;

import java.time.Duration;

/** How a run left its playbook. */
public sealed interface Deviation {
  /** By what the ledger tells it from others, so that each is written down once. */
  String key();

  /** State was taken before the pod was cut off for sure; the attacker could see it, and act. */
  record CollectedBeforeIsolating(long collected) implements Deviation {
    @Override
    public String key() {
      return "collected-before-isolating";
    }
  }

  /** A pod was deleted while its evidence was not in a bundle that was found valid. */
  record DeletedBeforeSealing(long deleted) implements Deviation {
    @Override
    public String key() {
      return "deleted-before-sealing:" + deleted;
    }
  }

  /** A fix was rolled out while evidence was not sealed and found valid: it replaces the pods. */
  record RolledOutBeforeSealing(long rolledOut) implements Deviation {
    @Override
    public String key() {
      return "rolled-out-before-sealing:" + rolledOut;
    }
  }

  /** A step was left out. */
  record Skipped(String step, String who, String why) implements Deviation {
    @Override
    public String key() {
      return "skipped:" + step;
    }
  }

  /** A step was done, and one that comes before it was not. */
  record OutOfOrder(String step, String before) implements Deviation {
    @Override
    public String key() {
      return "out-of-order:" + step + ":" + before;
    }
  }

  /** A step was done later than it should be. */
  record Late(String step, Duration by) implements Deviation {
    @Override
    public String key() {
      return "late:" + step;
    }
  }

  /** A gate was passed by what somebody stated, and nothing observed. */
  record Stated(String step, Fact fact, String value) implements Deviation {
    @Override
    public String key() {
      return "stated:" + step + ":" + fact.word();
    }
  }

  /** The ledger says that a step is done whose gate did not hold then. */
  record WithoutGate(String step, long done) implements Deviation {
    @Override
    public String key() {
      return "without-gate:" + step + ":" + done;
    }
  }

  /** The quarantine was taken back before the roll-out of the fix was through. */
  record UndoneBeforeFixed(long undone) implements Deviation {
    @Override
    public String key() {
      return "undone-before-fixed:" + undone;
    }
  }

  /** The playbook is not the text that the run began with. */
  record OtherText(String began, String now) implements Deviation {
    @Override
    public String key() {
      return "other-text:" + now;
    }
  }
}
