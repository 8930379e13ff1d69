package salvor.triage;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Acts;
import salvor.baseline.Judgement;
import salvor.baseline.Reason;
import salvor.baseline.Severity;
import salvor.baseline.Trait;
import salvor.timeline.DrawingClass;

/**
 * An act that at least one side of a {@link Comparison} shows, or that a baseline knows.
 *
 * @param trait the act, as a baseline keeps it
 * @param a on the first side, null when it never did this
 * @param b on the second side, null when it never did this
 * @param near what the other side does that comes nearest, where only one side did this; null when
 *     nothing comes near
 * @param expected what the baseline says, where it is the second side; else null
 */
public record ComparedAct(
    Trait trait,
    @Nullable Sighting a,
    @Nullable Sighting b,
    Acts.@Nullable Near near,
    @Nullable Expected expected) {
  /** Who did it; of a baseline, whether it is known there. */
  public enum Presence {
    ONLY_A,
    ONLY_B,
    /** One side cannot tell: this proves nothing. */
    UNTOLD,
    BOTH
  }

  /**
   * What a baseline says of an act.
   *
   * @param answer whether it knows it
   * @param reason MATCHED, or why it is out of profile, or why the baseline cannot tell
   * @param support in how many pods it was learned; 0 when that is not said
   */
  public record Expected(Answer answer, Reason reason, int support) {
    /** Whether a baseline knows something. */
    public enum Answer {
      KNOWN,
      NOT_KNOWN,
      /** That part of it is not stable, or of another image, or the record says too little. */
      CANNOT_TELL,
      /** It knows this, but no sensor recorded such things: whether it was done is open. */
      NOT_RECORDED
    }
  }

  /** What kind of act it is; the order is that of the lanes, from the axis outwards. */
  public enum Kind {
    PROGRAM,
    FILE,
    PEER,
    NAME,
    API,
    KERNEL
  }

  /** What differs comes first, of that what is out of profile and bad, then what is rare. */
  static final Comparator<ComparedAct> ORDER =
      Comparator.comparingInt((ComparedAct c) -> c.isDifference() ? -1 : c.presence().ordinal())
          .thenComparing(ComparedAct::isUnseen)
          .thenComparing(ComparedAct::worst, Comparator.reverseOrder())
          .thenComparing(ComparedAct::severity, Comparator.reverseOrder())
          .thenComparingInt(ComparedAct::count)
          .thenComparingLong(ComparedAct::firstOffset)
          .thenComparing(ComparedAct::presence)
          .thenComparing(c -> c.trait().toString());

  public ComparedAct {
    if (a == null && b == null && expected == null) {
      throw new IllegalArgumentException("an act that nobody did");
    }
  }

  /** An act of two sides that were both observed. */
  public static ComparedAct of(
      Trait trait, @Nullable Sighting a, @Nullable Sighting b, Acts.@Nullable Near near) {
    return new ComparedAct(trait, a, b, near, null);
  }

  /** Whether one side did it, or knows it, and the other not. */
  public boolean isDifference() {
    return presence() == Presence.ONLY_A || presence() == Presence.ONLY_B;
  }

  /** Whether no row shows it: a baseline knows it, and no time is known of it. */
  public boolean isUnseen() {
    return a == null && b == null;
  }

  /** Who did it. */
  public Presence presence() {
    if (expected != null) {
      return switch (expected.answer()) {
        case KNOWN -> a == null ? Presence.ONLY_B : Presence.BOTH;
        case NOT_KNOWN -> Presence.ONLY_A;
        case CANNOT_TELL, NOT_RECORDED -> Presence.UNTOLD;
      };
    }
    return a == null ? Presence.ONLY_B : b == null ? Presence.ONLY_A : Presence.BOTH;
  }

  /** What kind of act it is. */
  public Kind kind() {
    return switch (trait) {
      case Trait.Exec _ -> Kind.PROGRAM;
      case Trait.File _ -> Kind.FILE;
      case Trait.Network _ -> Kind.PEER;
      case Trait.Lookup _ -> Kind.NAME;
      case Trait.ApiCall _ -> Kind.API;
      case Trait.Capability _, Trait.Syscall _ -> Kind.KERNEL;
    };
  }

  /** The side with the worse rows; the first one when they are equal; null when it has no row. */
  public @Nullable Sighting leading() {
    return a == null || (b != null && b.isWorseThan(a)) ? b : a;
  }

  /** How the worst of its rows is drawn; without a row it is normal, or nobody can tell. */
  public DrawingClass worst() {
    Sighting leading = leading();
    DrawingClass unseen = presence() == Presence.UNTOLD ? DrawingClass.UNKNOWN : DrawingClass.IN;
    return leading == null ? unseen : leading.worst();
  }

  private Severity severity() {
    Sighting leading = leading();
    return leading == null ? Severity.INFO : leading.severity();
  }

  /** How many rows both sides have of it. */
  public int count() {
    return (a == null ? 0 : a.count()) + (b == null ? 0 : b.count());
  }

  /** The least offset on either side; the greatest number when it has no row. */
  public long firstOffset() {
    return Math.min(
        a == null ? Long.MAX_VALUE : a.firstOffset(), b == null ? Long.MAX_VALUE : b.firstOffset());
  }

  /** Where it differs from what comes nearest on the other side. */
  public List<Judgement.Difference> differences() {
    return near == null ? List.of() : near.differences();
  }
}
