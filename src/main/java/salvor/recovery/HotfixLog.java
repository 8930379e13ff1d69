package salvor.recovery;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;
import salvor.custody.LedgerRecord;
import salvor.workload.ImageDigest;

/** The rebuilds of a case in its ledger: what was triggered, followed and confirmed. No secrets. */
public final class HotfixLog {
  /** How its records are called. */
  public static final String VERB = "hotfix";

  private static final String ACT = "act";
  private static final String MARK = "mark";
  private static final String RESULT = "result";
  private static final String BEFORE = "before";
  private final CaseLedger ledger;

  /** Of a case. */
  public HotfixLog(CaseLedger ledger) {
    this.ledger = ledger;
  }

  /** What was triggered last. */
  public record Triggered(PipelineRun run, String system, String target, ImageDigest bad) {}

  private CustodyEntry entry(
      Deed deed, @Nullable String why, String act, String mark, Map<String, String> more) {
    Map<String, String> request = new TreeMap<>(more);
    request.put("verb", VERB);
    request.put(ACT, act);
    request.put(MARK, mark);
    return ledger.entry(deed, why).asked(request, Map.of());
  }

  private CustodyEntry trigger(HotfixSettings settings, ImageDigest bad, String mark, String why) {
    return entry(
        Deed.ACTION,
        why,
        "trigger",
        mark,
        Map.of("system", settings.system(), "target", settings.target(), "bad", bad.value()));
  }

  /**
   * Triggers a rebuild, between two records: that it will be, and what came of it. Where the answer
   * was lost it may run all the same, and can be looked for by its mark.
   *
   * @throws PipelineFailure when it was not triggered, or did not say so
   * @throws IOException when it cannot be written down; what was not announced is not sent
   */
  public PipelineRun trigger(
      HotfixPipeline pipeline,
      HotfixSettings settings,
      ImageDigest bad,
      String mark,
      Instant at,
      String why)
      throws PipelineFailure, IOException {
    CustodyEntry entry = trigger(settings, bad, mark, why);
    ledger.write(entry.as(Deed.PLANNED));
    Map<String, String> request = new TreeMap<>(entry.request());
    boolean sent = false;
    try {
      Set<String> others = pipeline.before(at);
      if (!others.isEmpty()) {
        request.put(BEFORE, String.join(" ", new TreeSet<>(others)));
      }
      sent = true;
      PipelineRun run = pipeline.trigger(mark, at).after(others);
      ledger.write(entry.asked(request, answer("triggered", run)));
      return run;
    } catch (PipelineFailure failure) {
      boolean lost = sent && failure.trouble().mayBeDone();
      CustodyEntry end = lost ? entry : entry.as(Deed.FAILED);
      ledger.write(
          end.asked(request, Map.of(RESULT, lost ? "not known" : "not triggered"))
              .saying(failure.trouble().toString()));
      throw failure;
    }
  }

  private static Map<String, String> answer(String result, PipelineRun run) {
    Map<String, String> answer = new TreeMap<>(Map.of(RESULT, result));
    if (run.id() != null) {
      answer.put("id", run.id());
    }
    if (run.page() != null) {
      answer.put("page", run.page());
    }
    return answer;
  }

  /** Writes down how a run came out, with the new digest where it is told. */
  public void followed(HotfixWait.End end) throws IOException {
    Map<String, String> answer =
        switch (end) {
          case HotfixWait.End.Fixed(PipelineRun run, ImageDigest digest) -> {
            Map<String, String> fixed = answer("fixed", run);
            fixed.put("digest", digest.value());
            yield fixed;
          }
          case HotfixWait.End.SameDigest(PipelineRun run) -> answer("same digest", run);
          case HotfixWait.End.NotTold(PipelineRun run, _) -> answer("digest not told", run);
          case HotfixWait.End.Failed(PipelineRun run, String said) -> {
            Map<String, String> failed = answer("failed", run);
            failed.put("said", said);
            yield failed;
          }
          case HotfixWait.End.GoesOn(PipelineState state) -> answer("goes on", state.run());
        };
    String mark = end.run().mark();
    CustodyEntry entry = entry(Deed.NOTE, null, "follow", mark, Map.of());
    ledger.write(entry.asked(entry.request(), answer));
  }

  /**
   * A person says which digest was made.
   *
   * @throws IllegalArgumentException where it is the bad one
   */
  public void confirmed(ImageDigest bad, ImageDigest digest, String why) throws IOException {
    if (bad.equals(digest)) {
      throw new IllegalArgumentException("the new digest is the bad one: " + bad);
    }
    CustodyEntry entry = entry(Deed.NOTE, why, "confirm", "", Map.of("bad", bad.value()));
    ledger.write(entry.asked(entry.request(), Map.of("digest", digest.value())));
  }

  /** Writes down that a run was ended. */
  public void cancelled(PipelineRun run, String why) throws IOException {
    CustodyEntry entry = entry(Deed.ACTION, why, "cancel", run.mark(), Map.of());
    ledger.write(entry.asked(entry.request(), answer("cancelled", run)));
  }

  /**
   * What was triggered last, with its id as it was found since; empty where nothing was.
   *
   * @throws IOException when the ledger cannot be read
   */
  public Optional<Triggered> last() throws IOException {
    @Nullable Triggered[] last = {null};
    ledger.check(record -> {
      LedgerRecord of = LedgerRecord.of(record);
      if (of.verb().equals(VERB)) {
        last[0] = after(last[0], of);
      }
    });
    return Optional.ofNullable(last[0]);
  }

  /**
   * The digest of a fixed image that was told or confirmed last; empty where none was.
   *
   * @throws IOException when the ledger cannot be read
   */
  public Optional<ImageDigest> made() throws IOException {
    @Nullable ImageDigest[] made = {null};
    ledger.check(record -> {
      LedgerRecord of = LedgerRecord.of(record);
      if (of.verb().equals(VERB) && of.response().containsKey("digest")) {
        made[0] = ImageDigest.in(of.response().getOrDefault("digest", "")).orElse(made[0]);
      }
    });
    return Optional.ofNullable(made[0]);
  }

  private static Set<String> before(Map<String, String> asked) {
    return asked.containsKey(BEFORE)
        ? Arrays.stream(asked.getOrDefault(BEFORE, "").split(" ", -1)).collect(Collectors.toSet())
        : Set.of();
  }

  private static @Nullable Triggered after(@Nullable Triggered before, LedgerRecord of) {
    Map<String, String> asked = of.request();
    String id = of.response().get("id");
    String page = of.response().get("page");
    String mark = asked.getOrDefault(MARK, "");
    try {
      if (asked.getOrDefault(ACT, "").equals("trigger") && of.event() == Deed.ACTION) {
        return new Triggered(
            new PipelineRun(mark, Instant.parse(of.time()), id, page, before(asked)),
            asked.getOrDefault("system", ""),
            asked.getOrDefault("target", ""),
            new ImageDigest(asked.getOrDefault("bad", "")));
      }
    } catch (DateTimeException | IllegalArgumentException _) {
      return before; // a ledger from elsewhere may say anything
    }
    return before != null && id != null && before.run().mark().equals(mark)
        ? new Triggered(
            new PipelineRun(mark, before.run().triggered(), id, page, before.run().before()),
            before.system(),
            before.target(),
            before.bad())
        : before;
  }
}
