package salvor.custody.bundle;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import salvor.custody.CaseLedger;
import tools.jackson.databind.JsonNode;

/**
 * What a record says of the state of a container, its processes and sockets: gone for good with its
 * pod, and told whole by the toolbox alone. Objects of the API, logs and what programs of the image
 * say stand for none of it.
 *
 * @param container empty where the record names none
 * @param lacking why it is not there, or not whole, in the words of the ledger; empty where it is
 * @param sha256 of the file; empty where there is none
 */
public record StateTaken(String podUid, String container, String lacking, String sha256) {
  /** Where the ledger tells of no container whose state was asked for. */
  public static final String NOT_TAKEN = "not-taken";

  /** Where the ledger tells of a whole one, of which the bundle does not have the file. */
  public static final String ELSEWHERE = "not-in-this-bundle";

  /** As a collection calls what is left where its toolbox does not get in. */
  private static final String NO_TOOLBOX = "no-toolbox";

  private static final int LONGEST = 400;

  /** What a record says of it; empty where it is of something else, or does not say of what. */
  public static Optional<StateTaken> of(JsonNode record) {
    String uid = record.at("/target/podUid").asString("");
    String kind = record.at("/request/kind").asString("");
    if (uid.isEmpty() || !record.at("/request/verb").asString("").equals("exec")) {
      return Optional.empty();
    }
    return switch (kind) {
      case "state" -> Optional.of(of(record, uid, lacking(record)));
      case "output" -> Optional.of(of(record, uid, NO_TOOLBOX));
      default -> Optional.empty();
    };
  }

  private static StateTaken of(JsonNode record, String uid, String lacking) {
    return new StateTaken(
        uid,
        record.at("/target/container").asString(""),
        lacking,
        record.at("/artefact/sha256").asString(""));
  }

  private static String lacking(JsonNode record) {
    String event = record.path("event").asString("");
    JsonNode told = record.path("response");
    String result = told.path("result").asString(event);
    String archive = told.path("archive").asString("");
    String left = told.path("leftOut").asString("");
    if (event.equals("collected")
        && !record.at("/artefact/sha256").asString("").isEmpty()
        && result.equals("collected")
        && archive.equals("whole")
        && left.isEmpty()) {
      return "";
    }
    String said =
        Stream.of(
                result,
                archive,
                left,
                told.path("said").asString(""),
                told.path("trouble").asString(""))
            .filter(each -> !each.isBlank())
            .collect(Collectors.joining(": "));
    return said.isEmpty() ? NOT_TAKEN : said.substring(0, Math.min(said.length(), LONGEST));
  }

  /** Whether it is there, with nothing left out. */
  public boolean isWhole() {
    return lacking.isEmpty();
  }

  /** Whether it tells no more than that programs of the image were asked. */
  public boolean isByImage() {
    return lacking.equals(NO_TOOLBOX);
  }

  /** What is lacking, and of which container. */
  public String told() {
    return container.isEmpty() ? lacking : container + ": " + lacking;
  }

  /**
   * What a bundle does not hold of the state of pods, by what the ledger in it says and by its list
   * of files.
   *
   * @param bundle a folder
   * @param pods the uids of the pods
   * @return of each pod, container by container, in the words of the ledger; none where all of it
   *     is there
   * @throws IOException when the ledger or the list cannot be read
   */
  public static Map<String, List<String>> lacking(Path bundle, Collection<String> pods)
      throws IOException {
    Map<String, Map<String, List<StateTaken>>> all = new HashMap<>();
    CaseLedger.in(bundle, InstantSource.system())
        .check(record ->
            of(record)
                .filter(each -> pods.contains(each.podUid))
                .ifPresent(each ->
                    all.computeIfAbsent(each.podUid, _ -> new TreeMap<>())
                        .computeIfAbsent(each.container, _ -> new ArrayList<>())
                        .add(each)));
    Set<String> whole =
        all.values().stream()
            .flatMap(of -> of.values().stream().flatMap(List::stream))
            .filter(StateTaken::isWhole)
            .map(StateTaken::sha256)
            .collect(Collectors.toSet());
    Set<String> held = held(bundle, whole);
    Map<String, List<String>> lacking = new HashMap<>();
    for (String pod : pods) {
      Map<String, List<StateTaken>> of = all.getOrDefault(pod, Map.of());
      lacking.put(
          pod,
          of.isEmpty()
              ? List.of(NOT_TAKEN)
              : of.values().stream()
                  .map(each -> lacking(each, held))
                  .flatMap(Optional::stream)
                  .toList());
    }
    return lacking;
  }

  /** What is lacking of one container; empty where one of them is whole and in the bundle. */
  private static Optional<String> lacking(List<StateTaken> of, Set<String> held) {
    if (of.stream().anyMatch(each -> each.isWhole() && held.contains(each.sha256))) {
      return Optional.empty();
    }
    StateTaken last =
        of.reversed().stream().filter(each -> !each.isByImage()).findFirst().orElse(of.getLast());
    return Optional.of(
        (last.isWhole() ? new StateTaken(last.podUid, last.container, ELSEWHERE, "") : last)
            .told());
  }

  /** Those of some hashes that the list of a bundle's files has. */
  private static Set<String> held(Path bundle, Set<String> wanted) throws IOException {
    Path list = bundle.resolve(Manifest.payload("sha256"));
    Set<String> held = new HashSet<>();
    if (wanted.isEmpty() || !Files.isRegularFile(list)) {
      return held;
    }
    try (BufferedReader lines = Files.newBufferedReader(list)) {
      for (String line; (line = lines.readLine()) != null; ) {
        String hash = line.split(" ", 2)[0];
        if (wanted.contains(hash)) {
          held.add(hash);
        }
      }
    }
    return held;
  }
}
