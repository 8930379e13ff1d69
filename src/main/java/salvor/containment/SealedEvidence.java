package salvor.containment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.custody.CaseLedger;
import salvor.custody.bundle.BundleCheck;
import salvor.custody.bundle.SealedPods;
import salvor.custody.bundle.StateTaken;
import salvor.jobs.Progress;

/** The sealed evidence that a case has, as it verifies now. */
public final class SealedEvidence {
  private SealedEvidence() {}

  /**
   * Verifies all of it.
   *
   * @param folder that of the case, whose ledger says what was sealed or verified and where; what
   *     is not there any more, and an archive, is left out; null for none
   * @param more bundles that are named beside these
   * @throws IOException when a ledger or a bundle cannot be read
   */
  public static List<DeleteLock.Sealed> of(
      @Nullable Path folder, Collection<Path> more, BundleCheck.Trusted trusted, Progress progress)
      throws IOException {
    Set<Path> bundles = new LinkedHashSet<>();
    if (folder != null) {
      CaseLedger.in(folder, InstantSource.system())
          .check(record -> {
            String path = record.at("/request/path").asString("");
            if (record.at("/request/verb").asString("").matches("seal|verify") && !path.isEmpty()) {
              place(folder, path).ifPresent(bundles::add);
            }
          });
    }
    more.forEach(each -> bundles.add(each.toAbsolutePath().normalize()));
    List<DeleteLock.Sealed> found = new ArrayList<>();
    for (Path bundle : bundles) {
      if (Files.isDirectory(bundle) && BundleCheck.mayBeBundle(bundle)) {
        found.add(
            new DeleteLock.Sealed(
                bundle.toString(),
                BundleCheck.of(bundle, trusted, progress).standing(),
                StateTaken.lacking(bundle, pods(bundle))));
      }
    }
    return found;
  }

  private static Optional<Path> place(Path folder, String path) {
    try {
      return Optional.of(folder.resolve(path).toAbsolutePath().normalize());
    } catch (InvalidPathException _) { // nothing of ours: a case can come from anybody
      return Optional.empty();
    }
  }

  /**
   * The pods of which a bundle holds something: those that the record of its seal names, which is
   * the last; where it names none, as those of before did not, all of which its ledger says that
   * something was taken.
   */
  private static Set<String> pods(Path bundle) throws IOException {
    Set<String> taken = new HashSet<>();
    List<Optional<Set<String>>> named = new ArrayList<>(List.of(Optional.empty()));
    CaseLedger.in(bundle, InstantSource.system())
        .check(record -> {
          String event = record.path("event").asString("");
          String uid = record.at("/target/podUid").asString("");
          if (event.equals("collected") && !uid.isEmpty()) {
            taken.add(uid);
          } else if (event.equals("exported")) {
            named.set(0, SealedPods.of(record));
          }
        });
    return named.getFirst().orElse(taken);
  }
}
