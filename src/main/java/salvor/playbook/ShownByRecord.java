package salvor.playbook;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import salvor.custody.Deed;
import salvor.custody.LedgerRecord;
import salvor.custody.bundle.SealedPods;
import salvor.custody.bundle.StateTaken;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What the record of something that was done shows of the case. What was announced or failed shows
 * nothing; that a cluster accepted an object never shows that it holds.
 *
 * @param time when it was written
 */
record ShownByRecord(LedgerRecord record, Instant time) {
  List<RunRecord> all() {
    Optional<StateTaken> state =
        record.event() == Deed.PLANNED ? Optional.empty() : StateTaken.of(json());
    if (state.isPresent()) {
      return state(state.get());
    }
    if (record.event() == Deed.FAILED || record.event() == Deed.PLANNED) {
      return List.of();
    }
    if (record.event() == Deed.EXPORTED && !record.verb().equals("seal")) {
      return List.of(); // a document of what a command found, which is recorded by itself
    }
    Map<String, String> answer = record.response();
    String result = answer.getOrDefault("result", "");
    return switch (record.verb()) {
      case "seal" -> sealed();
      case "verify" -> one(Fact.BUNDLE, path(), answer.getOrDefault("standing", ""));
      case "exec" ->
          record.event() == Deed.COLLECTED && !record.request().containsKey("kind")
              ? one(Fact.COLLECTED, podUid(), "yes") // as it was told before it said of what
              : List.of();
      case "look-inside" -> lookedInside(result);
      case "siblings" ->
          answer.containsKey("sameImage")
              ? List.of(new RunRecord.Listed(record.seq(), time, uids()))
              : List.of();
      case "triage" ->
          podUid().isEmpty() ? List.of(decided(result)) : List.of(named(), decided(result));
      case "hotfix" -> hotfix();
      case "count-digest" -> counted();
      case "patch" -> step();
      case "contain", "contain-undo" -> measure(result);
      case "alarm" -> alarmed();
      default -> List.of();
    };
  }

  /** The state of a container: whether it is whole, and that something was taken at all. */
  private List<RunRecord> state(StateTaken state) {
    RunRecord of =
        new RunRecord.State(record.seq(), time, state.podUid(), state.container(), state.lacking());
    return record.event() == Deed.COLLECTED && !state.isByImage()
        ? List.of(named(), of, seen(Fact.COLLECTED, podUid(), state.isWhole() ? "yes" : "part"))
        : List.of(named(), of);
  }

  /** A bundle; of which pods, only records of late say. */
  private List<RunRecord> sealed() {
    return SealedPods.of(json())
        .<List<RunRecord>>map(
            pods -> List.of(new RunRecord.Sealed(record.seq(), time, path(), pods)))
        .orElseGet(() -> one(Fact.EVIDENCE, path(), "sealed"));
  }

  /** What was seen from inside a pod: since when it is cut off, and whether it is. */
  private List<RunRecord> lookedInside(String result) {
    String value = result.equals("not-proved") ? "accepted" : result;
    if (podUid().isEmpty() || !Fact.CONTAINED.takes(value)) {
      return List.of(); // a look before, or one that ended connections
    }
    Instant since = time;
    try {
      since = Instant.parse(record.response().getOrDefault("since", record.time()));
    } catch (DateTimeException _) {
      // the record's own time is the later one
    }
    return List.of(
        named(), new RunRecord.Observed(record.seq(), since, Fact.CONTAINED, podUid(), value));
  }

  /** Pods that may not be cut off any more; one that is gone is none of them. */
  private List<RunRecord> alarmed() {
    return kind().equals("pod-gone")
        ? List.of()
        : Arrays.stream(record.request().getOrDefault("podUids", "").split(" "))
            .filter(uid -> !uid.isEmpty())
            .map(uid -> seen(Fact.CONTAINED, uid, Isolation.ALARMED))
            .toList();
  }

  /** The digest that a pipeline told; that a person said it is stated, not observed. */
  private List<RunRecord> hotfix() {
    if (!record.response().containsKey("digest")) {
      return List.of();
    }
    return record.request().getOrDefault("act", "").equals("confirm")
        ? List.of(
            new RunRecord.Stated(
                record.seq(), time, Fact.FIXED_DIGEST, "known", record.who(), record.why()))
        : one(Fact.FIXED_DIGEST, "", "known");
  }

  private RunRecord decided(String result) {
    return new RunRecord.Decided(
        record.seq(), time, record.request().getOrDefault("uid", ""), result);
  }

  /** How many were seen on the bad digest; none only where none was left out. */
  private List<RunRecord> counted() {
    Map<String, String> answer = record.response();
    String open = answer.getOrDefault("open", "");
    boolean whole =
        answer.getOrDefault("whole", "").equals("yes")
            && answer.getOrDefault("unknown", "").equals("0");
    RunRecord count =
        seen(Fact.BAD_DIGEST_PODS, "", open.equals("0") && !whole ? Fact.UNKNOWN : open);
    String rollOut = answer.getOrDefault("rollOut", "");
    return Fact.ROLL_OUT.takes(rollOut)
        ? List.of(count, seen(Fact.ROLL_OUT, "", rollOut))
        : List.of(count);
  }

  /** A pod that got the label by which policies select it, or lost it again. */
  private List<RunRecord> step() {
    String outcome = record.response().getOrDefault("outcome", "");
    boolean done = outcome.equals("done") || outcome.equals("already");
    String pod = podUid();
    if (!done || pod.isEmpty() || !kind().equals("QUARANTINE")) {
      return List.of();
    }
    return List.of(
        named(), seen(Fact.CONTAINED, pod, record.event() == Deed.UNDO ? "undone" : "accepted"));
  }

  private RunRecord named() {
    JsonNode target = json().path("target");
    return new RunRecord.Named(
        record.seq(),
        time,
        podUid(),
        target.path("namespace").asString("") + "/" + target.path("pod").asString(""));
  }

  private List<RunRecord> measure(String result) {
    boolean undo = record.event() == Deed.UNDO;
    return switch (kind()) {
      case "ROLL_OUT" -> one(Fact.ROLL_OUT, "", undo ? "undone" : "under");
      case "DELETE_POD" ->
          undo || result.equals("NONE") ? List.of() : one(Fact.DELETED, mark(), "yes");
      case "REVOKE" ->
          !undo && result.equals("WHOLE") ? one(Fact.CREDENTIALS, mark(), "revoked") : List.of();
      default -> List.of();
    };
  }

  /** The bundle, as the ledger calls it. */
  private String path() {
    return record.request().getOrDefault("path", "");
  }

  private String kind() {
    return record.request().getOrDefault("kind", "");
  }

  private String mark() {
    return record.request().getOrDefault("measure", "");
  }

  private String podUid() {
    return json().path("target").path("podUid").asString("");
  }

  private JsonNode json() {
    try {
      return JsonMapper.shared().readTree(record.raw());
    } catch (JacksonException _) {
      return JsonNodeFactory.instance.objectNode(); // nothing is known of it
    }
  }

  private List<String> uids() {
    return Arrays.stream(record.response().getOrDefault("sameImage", "").split(" "))
        .filter(uid -> !uid.isEmpty())
        .toList();
  }

  private List<RunRecord> one(Fact fact, String subject, String value) {
    return List.of(seen(fact, subject, value));
  }

  private RunRecord seen(Fact fact, String subject, String value) {
    return new RunRecord.Observed(
        record.seq(), time, fact, subject, value.toLowerCase(Locale.ROOT));
  }
}
