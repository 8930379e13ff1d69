package salvor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import salvor.custody.Actor;
import salvor.custody.CaseLedger;
import salvor.custody.ClockSource;
import salvor.custody.Deed;
import salvor.custody.Target;

/** The web shell in a folder, with the ledger of those who acted on it. */
final class RecordedResponse {
  static final Instant BEGAN = Instant.parse("2026-11-23T04:44:10Z");
  final Path folder;
  private Instant now = BEGAN;
  private CaseLedger ledger;

  RecordedResponse(Path in) throws Exception {
    folder = Files.createDirectories(in);
    Files.copy(
        Path.of("evidence-samples/webshell/evidence/falco.jsonl.gz"),
        folder.resolve("falco.jsonl.gz"));
    ledger =
        CaseLedger.in(folder, () -> now)
            .by(
                Actor.ofSystem().in("ana@example.com", java.util.List.of()),
                ClockSource.LOCAL,
                Target.of("cluster-1", null));
  }

  RecordedResponse at(String time) {
    now = Instant.parse("2026-11-23T" + time + "Z");
    return this;
  }

  /** The cluster's clock is so many milliseconds ahead of that of the writer. */
  RecordedResponse ahead(long millis) {
    ledger =
        ledger.by(
            Actor.ofSystem().in("ana@example.com", java.util.List.of()),
            new ClockSource("system", null, millis),
            Target.of("cluster-1", null));
    return this;
  }

  RecordedResponse write(
      Deed deed, String pod, Map<String, String> request, Map<String, String> response)
      throws Exception {
    ledger.write(
        ledger
            .entry(deed, "incident 7: told by the head of operations")
            .on(Target.of("cluster-1", null).in("shop", pod, uid(pod)))
            .asked(request, response));
    return this;
  }

  /** As the recorded events have them: another uid is another pod. */
  private static String uid(String pod) {
    return switch (pod) {
      case LivePractice.VICTIM -> "980ec6be-6f27-4f9f-9f77-b7d857107dc4";
      case LivePractice.SECOND_VICTIM -> "5188718f-8ec8-4607-b8cd-82f6f1bce556";
      case LivePractice.SIBLING -> "68c51ff0-592c-4259-8efa-3bce4991a183";
      case "cache-0" -> "0d2cad68-ca9c-4e95-96d5-efc57c1e6d8a";
      case "cache-1" -> "77c2702d-c963-4ffc-9ac6-f363a5a2e91b";
      case "pay-75d8fd44df-cwb7k" -> "71ebab7c-bc38-49c6-bd9f-e1e7d6fe9065";
      default -> "uid-" + pod;
    };
  }

  /** A step of a measure that patches a pod. */
  RecordedResponse step(Deed deed, String pod, String outcome) throws Exception {
    Map<String, String> request =
        new TreeMap<>(
            Map.of(
                "verb",
                "patch",
                "measure",
                "0badcafe",
                "kind",
                "QUARANTINE",
                "step",
                "2",
                "path",
                "/api/v1/namespaces/shop/pods/" + pod));
    if (deed == Deed.UNDO) {
      request.put("back", "yes");
    }
    return write(deed, pod, request, outcome.isEmpty() ? Map.of() : Map.of("outcome", outcome));
  }

  /** What a watch raised, or that it is over. */
  RecordedResponse alarm(String verb, String kind, String pod) throws Exception {
    return write(
        Deed.NOTE,
        pod,
        Map.of(
            "verb",
            verb,
            "measure",
            "0badcafe",
            "alarm",
            "ab".repeat(32),
            "kind",
            kind,
            "podUids",
            uid(pod)),
        Map.of());
  }

  /** Somebody decided that a pod is none of it. */
  RecordedResponse cleared(String pod) throws Exception {
    return write(
        Deed.NOTE, pod, Map.of("verb", "triage", "uid", uid(pod)), Map.of("result", "cleared"));
  }

  /** A look from inside. */
  RecordedResponse look(String pod, String result, String since) throws Exception {
    Map<String, String> response = new TreeMap<>(Map.of("result", result));
    if (!since.isEmpty()) {
      response.put("since", "2026-11-23T" + since + "Z");
    }
    return write(Deed.ACTION, pod, Map.of("verb", "look-inside", "purpose", "after"), response);
  }
}
