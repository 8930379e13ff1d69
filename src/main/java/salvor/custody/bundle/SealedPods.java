package salvor.custody.bundle;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.custody.CaseLedger;
import tools.jackson.databind.JsonNode;

/**
 * Of which pods a bundle holds evidence. The ledger that goes on in it tells of all that the case
 * collected, whatever of it was sealed: of one pod, perhaps, while another is being collected from.
 */
public final class SealedPods {
  private static final String UIDS = "podUids";

  private SealedPods() {}

  /**
   * What the record of a seal says of it: the pods from which the ledger says that one of the
   * sealed files was collected.
   *
   * @param ledger that of the case; null where there is none, and nothing is said
   */
  static Map<String, String> told(@Nullable Path ledger, Collection<Gathering.Found> sealed)
      throws IOException {
    Path folder = ledger == null ? null : ledger.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      return Map.of();
    }
    Set<Path> files =
        sealed.stream()
            .map(each -> each.recorded() == null ? each.file() : each.recorded())
            .map(file -> file.toAbsolutePath().normalize())
            .collect(Collectors.toSet());
    Set<String> uids = new TreeSet<>();
    CaseLedger.in(folder, InstantSource.system())
        .check(record -> {
          String uid = record.at("/target/podUid").asString("");
          String path = record.at("/artefact/path").asString("");
          if (record.path("event").asString("").equals("collected")
              && !uid.isEmpty()
              && place(folder, path).filter(files::contains).isPresent()) {
            uids.add(uid);
          }
        });
    return Map.of(UIDS, String.join(" ", uids));
  }

  private static Optional<Path> place(Path folder, String path) {
    try {
      return Optional.of(folder.resolve(path).normalize());
    } catch (InvalidPathException _) { // nothing of ours: a ledger can come from anybody
      return Optional.empty();
    }
  }

  /** The uids of the pods; empty where the record names none, as those of before did not. */
  public static Optional<Set<String>> of(JsonNode record) {
    JsonNode uids = record.path("response").path(UIDS);
    return uids.isString()
        ? Optional.of(
            Arrays.stream(uids.asString().split(" "))
                .filter(uid -> !uid.isEmpty())
                .collect(Collectors.toUnmodifiableSet()))
        : Optional.empty();
  }
}
