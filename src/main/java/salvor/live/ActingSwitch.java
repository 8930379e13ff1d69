package salvor.live;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Permission;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;

/**
 * Whether one cluster may be acted on. It may not, until somebody says why; that holds until it is
 * switched off or the window is closed, and both go to the ledger of the live case. Whatever
 * changes something in a cluster must present the {@link Leave}.
 */
public final class ActingSwitch {
  private final Supplier<CaseLedger> ledger;
  private final InstantSource clock;
  private @Nullable Leave leave;
  private CaseLedger.@Nullable Begun begun;

  /** How acting ended. */
  public enum End {
    SWITCHED_OFF("switched off"),
    WINDOW_CLOSED("the window was closed");

    private final String words;

    End(String words) {
      this.words = words;
    }
  }

  /**
   * A switch that is off.
   *
   * @param ledger where it is written down
   */
  ActingSwitch(Supplier<CaseLedger> ledger, InstantSource clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /** The leave to act, as long as it holds. Nobody but the switch can give one. */
  public final class Leave implements Permission {
    private final String reason;
    private final Instant since;

    private Leave(String reason, Instant since) {
      this.reason = reason;
      this.since = since;
    }

    /** Why, as somebody said it. */
    public String reason() {
      return reason;
    }

    /** Since when. */
    public Instant since() {
      return since;
    }

    /** Whether it holds still. */
    public boolean holds() {
      return leave().filter(this::equals).isPresent();
    }

    /**
     * Refuses where it does not hold any more.
     *
     * @throws IllegalStateException when acting was ended
     */
    @Override
    public void require() {
      if (!holds()) {
        throw new IllegalStateException("acting on this cluster was ended");
      }
    }

    /** What is to be said of an act, or of what takes one back, under this leave. */
    public CustodyEntry entry(Deed event) {
      require();
      return ledger.get().entry(event, reason);
    }
  }

  /** The leave that holds now. */
  public synchronized Optional<Leave> leave() {
    return Optional.ofNullable(leave);
  }

  /**
   * Allows acting; what holds already goes on.
   *
   * @param reason why, which must say something
   * @throws IOException when it cannot be written down; nothing is allowed then
   */
  public synchronized Leave on(String reason) throws IOException {
    Leave holds = leave;
    if (holds != null) {
      return holds;
    }
    if (reason.isBlank()) {
      throw new IllegalArgumentException("say why");
    }
    CaseLedger to = ledger.get();
    CaseLedger.Begun ending =
        to.begin(to.entry(Deed.NOTE, reason).asked(Map.of("verb", "acting-off"), Map.of()), null);
    try {
      to.write(to.entry(Deed.NOTE, reason).asked(Map.of("verb", "acting-on"), Map.of()));
    } catch (IOException cause) {
      try (ending) {
        throw cause;
      }
    }
    begun = ending;
    Leave given = new Leave(reason.strip(), clock.instant());
    leave = given;
    return given;
  }

  /**
   * Ends acting, if it was allowed: at once, whether or not it can be written down.
   *
   * @throws IOException when it cannot
   */
  public synchronized void off(End how) throws IOException {
    leave = null;
    CaseLedger.Begun ending = begun;
    begun = null;
    if (ending != null) {
      ending.done(Map.of("result", how.words));
    }
  }
}
