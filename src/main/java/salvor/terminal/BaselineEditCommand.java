package salvor.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.baseline.BaselineDiff;
import salvor.baseline.ByHand;
import salvor.baseline.LibraryAct.Kind;
import salvor.baseline.Profile;
import salvor.baseline.Refused;
import salvor.baseline.Trait;
import salvor.baseline.Version;
import salvor.casefile.BaselineLibrary;
import salvor.report.BaselineDiffReport;
import salvor.report.LibraryWords;

/** {@code salvor baseline edit}. */
@Command(
    name = "edit",
    description = {
      "Makes a new version by hand: without elements, or with one that stands for more or for less.",
      "Elements are told by the numbers of salvor baseline show --elements; prints what changed."
    })
final class BaselineEditCommand extends BaselineSubcommand {
  @Parameters(paramLabel = "NAME[@N]", description = "the version")
  private String named = "";

  @ArgGroup(multiplicity = "1")
  private @Nullable What what;

  /** One of these. */
  static final class What {
    @Option(
        names = "--remove",
        paramLabel = "ELEMENT",
        description = "take it out; may be given more than once")
    private List<Integer> remove = new ArrayList<>();

    @Option(names = "--widen", paramLabel = "ELEMENT", description = "let it stand for more")
    private int widen;

    @Option(
        names = "--tighten",
        paramLabel = "ELEMENT",
        description =
            "replace a pattern by what it was made from, or with --to let it stand for less")
    private int tighten;
  }

  @Option(
      names = "--to",
      paramLabel = "FIELD=VALUE",
      description = {
        "what it shall be: path, program, parent, arguments, peer, port, protocol, name, verb or resource; any for"
            + " everything, and in paths and names ... or \u22ef for one part; may be given more than once"
      })
  private List<String> to = new ArrayList<>();

  @Mixin private Signing signing = new Signing();

  BaselineEditCommand(Desk desk) {
    super(desk);
  }

  @Override
  int run() throws Exception {
    BaselineLibrary kept = library.library(desk);
    Version version = LibraryArguments.version(kept.open().versions(), named);
    Profile before = kept.profile(version);
    Profile after = edited(before);
    Version made =
        kept.keep(Kind.EDIT, List.of(after), List.of(version.ref()), List.of(), signing.wish())
            .getFirst();
    desk.out().println("kept " + LibraryWords.ref(made.ref()) + ", a draft");
    new BaselineDiffReport(BaselineDiff.between(List.of(before), List.of(after)))
        .text(desk.out(), desk.colour());
    return ExitCode.DONE;
  }

  private Profile edited(Profile profile) throws Refused {
    What wanted = what == null ? new What() : what;
    boolean remove = !wanted.remove.isEmpty();
    if ((remove && !to.isEmpty()) || (wanted.widen != 0 && to.isEmpty())) {
      throw misunderstood("--to goes with --widen, which needs it, and with --tighten");
    }
    if (remove) {
      return ByHand.without(profile, traits(profile, wanted.remove));
    }
    boolean widen = wanted.widen != 0;
    Trait trait = traits(profile, Set.of(widen ? wanted.widen : wanted.tighten)).iterator().next();
    if (to.isEmpty()) {
      return ByHand.tightened(profile, trait);
    }
    Trait other = changed(trait);
    return widen ? ByHand.widened(profile, trait, other) : ByHand.narrowed(profile, trait, other);
  }

  private Trait changed(Trait trait) {
    Trait changed = trait;
    for (String each : to) {
      try {
        changed = TraitFields.set(changed, each);
      } catch (IllegalArgumentException problem) {
        throw misunderstood("--to " + each + ": " + problem.getMessage());
      }
    }
    return changed;
  }
}
