package salvor.terminal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.baseline.ByHand;
import salvor.baseline.LibraryAct.Kind;
import salvor.baseline.Profile;
import salvor.baseline.Version;
import salvor.casefile.BaselineLibrary;
import salvor.report.LibraryWords;
import salvor.workload.ImageDigest;

/** {@code salvor baseline split}. */
@Command(
    name = "split",
    description = {
      "Takes elements out of a version into a baseline of another workload, container or image; two new versions.",
      "For recordings that took several containers for one."
    })
final class BaselineSplitCommand extends BaselineSubcommand {
  @Parameters(paramLabel = "NAME[@N]", description = "the version")
  private String named = "";

  @Option(
      names = "--element",
      paramLabel = "ELEMENT",
      required = true,
      description = "the number of an element to take out; may be given more than once")
  private List<Integer> elements = new ArrayList<>();

  @Option(names = "--workload", paramLabel = "NAME", description = "of this workload")
  private @Nullable String workload;

  @Option(names = "--container", paramLabel = "NAME", description = "of this container")
  private @Nullable String container;

  @Option(names = "--digest", paramLabel = "DIGEST", description = "of this image")
  private @Nullable String digest;

  @Mixin private Signing signing = new Signing();

  BaselineSplitCommand(Desk desk) {
    super(desk);
  }

  @Override
  int run() throws Exception {
    BaselineLibrary kept = library.library(desk);
    Version version = LibraryArguments.version(kept.open().versions(), named);
    Profile profile = kept.profile(version);
    Profile.Key old = version.key();
    Profile.Key other =
        new Profile.Key(
            old.namespace(),
            old.kind(),
            workload == null ? old.workload() : workload,
            container == null ? old.container() : container,
            digest == null ? old.digest() : digest(this, "--digest", digest));
    if (other.equals(old)) {
      throw misunderstood("name another workload, container or image than the version's own");
    }
    List<Version> made =
        kept.keep(
            Kind.SPLIT,
            ByHand.split(profile, traits(profile, elements), other),
            List.of(version.ref()),
            List.of(),
            signing.wish());
    made.forEach(v ->
        desk.out()
            .println(
                "kept "
                    + LibraryWords.ref(v.ref())
                    + ", a draft of "
                    + v.elements()
                    + " elements"));
    return ExitCode.DONE;
  }

  /** The digest that an option names. */
  static ImageDigest digest(BaselineSubcommand command, String option, String text) {
    return ImageDigest.in(text)
        .orElseThrow(() ->
            command.misunderstood(
                option + ": " + text + " holds no image digest such as sha256:<64 hex digits>"));
  }
}
