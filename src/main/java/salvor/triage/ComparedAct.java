package salvor.triage;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Acts;
import salvor.baseline.Judgement;
import salvor.baseline.Trait;
import salvor.timeline.DrawingClass;

/**
 * An act that at least one side of a {@link Comparison} shows.
 *
 * @param trait the act, as a baseline keeps it
 * @param a on the first side, null when it never did this
 * @param b on the second side, null when it never did this
 * @param near what the other side does that comes nearest, where only one side did this; null when
 *     nothing comes near
 */
public record ComparedAct(
    Trait trait, @Nullable Sighting a, @Nullable Sighting b, Acts.@Nullable Near near) {
  /** Who did it. */
  public enum Presence {
    ONLY_A,
    ONLY_B,
    BOTH
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
      Comparator.comparing((ComparedAct c) -> c.presence() == Presence.BOTH)
          .thenComparing(ComparedAct::worst, Comparator.reverseOrder())
          .thenComparing(c -> c.leading().severity(), Comparator.reverseOrder())
          .thenComparingInt(ComparedAct::count)
          .thenComparingLong(ComparedAct::firstOffset)
          .thenComparing(ComparedAct::presence)
          .thenComparing(c -> c.trait().toString());

  public ComparedAct {
    if (a == null && b == null) {
      throw new IllegalArgumentException("an act that nobody did");
    }
  }

  /** Who did it. */
  public Presence presence() {
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

  /** The side with the worse rows; the first one when they are equal. */
  public Sighting leading() {
    Sighting one = a;
    Sighting other = b;
    if (one == null || other == null) {
      return one == null ? Objects.requireNonNull(other) : one;
    }
    return other.isWorseThan(one) ? other : one;
  }

  /** How the worst of its rows is drawn. */
  public DrawingClass worst() {
    return leading().worst();
  }

  /** How many rows both sides have of it. */
  public int count() {
    return (a == null ? 0 : a.count()) + (b == null ? 0 : b.count());
  }

  /** The least offset on either side. */
  public long firstOffset() {
    return Math.min(
        a == null ? Long.MAX_VALUE : a.firstOffset(), b == null ? Long.MAX_VALUE : b.firstOffset());
  }

  /** Where it differs from what comes nearest on the other side. */
  public List<Judgement.Difference> differences() {
    return near == null ? List.of() : near.differences();
  }
}
