package salvor.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.baseline.ByHand;
import salvor.baseline.Carrying;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.LibraryAct.Kind;
import salvor.baseline.Profile;
import salvor.baseline.Refused;
import salvor.baseline.Trait;
import salvor.baseline.Version;
import salvor.casefile.BaselineLibrary;
import salvor.report.LibraryWords;

/** {@code salvor baseline confirm}. */
@Command(
    name = "confirm",
    description = {
      "Confirms elements that were carried over to a new image, by a baseline learned of it or by hand; a new version.",
      "What only a person confirms is known to be normal, and never makes anything foreign."
    })
final class BaselineConfirmCommand extends BaselineSubcommand {
  @Parameters(paramLabel = "NAME[@N]", description = "the version")
  private String named = "";

  @ArgGroup(multiplicity = "1")
  private @Nullable How how;

  /** One of these. */
  static final class How {
    @Option(
        names = "--by",
        paramLabel = "FILE",
        description = "a baseline learned of the new image; may be given more than once")
    private List<Path> by = new ArrayList<>();

    @Option(
        names = "--element",
        paramLabel = "ELEMENT",
        description = "by hand, of this number; may be given more than once")
    private List<Integer> elements = new ArrayList<>();

    @Option(
        names = "--facet",
        paramLabel = "FACET",
        description = "by hand, all of this facet: one of ${COMPLETION-CANDIDATES}")
    private @Nullable Facet facet;

    @Option(names = "--all", description = "by hand, all")
    private boolean all;
  }

  @Mixin private Signing signing = new Signing();

  BaselineConfirmCommand(Desk desk) {
    super(desk);
  }

  @Override
  int run() throws Exception {
    BaselineLibrary kept = library.library(desk);
    Version version = LibraryArguments.version(kept.open().versions(), named);
    Profile profile = kept.profile(version);
    How wanted = how == null ? new How() : how;
    List<Path> files = library.files(desk, wanted.by);
    Profile confirmed = files.isEmpty() ? byHand(profile, wanted) : byEvidence(profile, files);
    Version made =
        kept.keep(
                Kind.CONFIRM,
                List.of(confirmed),
                List.of(version.ref()),
                Signing.sources(desk, files),
                signing.wish())
            .getFirst();
    desk.out().println("kept " + LibraryWords.ref(made.ref()) + ", a draft");
    BaselineRollForwardCommand.open(desk, kept.profile(made));
    return ExitCode.DONE;
  }

  private Profile byEvidence(Profile profile, List<Path> files) throws Exception {
    List<Profile> all = new ArrayList<>(List.of(profile));
    LibraryArguments.read(desk, files).baselines().stream()
        .filter(p -> p.key().equals(profile.key()))
        .forEach(all::add);
    if (all.size() == 1) {
      throw new LibraryArguments.NotThere(
          "there is no baseline of this container and image in these files");
    }
    return ByHand.merged(all);
  }

  private Profile byHand(Profile profile, How wanted) throws Refused {
    Set<Trait> traits = new LinkedHashSet<>(traits(profile, wanted.elements));
    for (Element element : Carrying.open(profile)) {
      if (wanted.all || element.trait().facet() == wanted.facet) {
        traits.add(element.trait());
      }
    }
    return Carrying.confirmed(profile, traits);
  }
}
