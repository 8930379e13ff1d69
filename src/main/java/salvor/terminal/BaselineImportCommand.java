package salvor.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Given;
import salvor.baseline.Profile;
import salvor.baseline.ProfileJson;
import salvor.evidence.Visible;
import salvor.ingest.Format;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.ingest.kubearmor.KubeArmorFormat;
import salvor.ingest.kubescape.Kubescape;
import salvor.ingest.networkpolicy.CiliumFormat;
import salvor.ingest.networkpolicy.NetworkPolicyFormat;
import salvor.ingest.profile.ProfileFormat;
import salvor.ingest.seccomp.SeccompFormat;
import salvor.live.KubescapeProfiles;
import salvor.report.ClusterWords;
import salvor.report.TakenReport;

/** {@code salvor baseline import}. */
@Command(
    name = "import",
    sortOptions = false,
    description = {
      "Takes profiles and policies of other tools as baselines, and says what could not be taken: Kubescape, seccomp,"
          + " SeccompProfile, NetworkPolicy, CiliumNetworkPolicy, KubeArmorPolicy.",
      "With --kubeconfig or --context Kubescape's profiles are taken from that cluster; it is only looked at.",
      "A facet is stable only where what is not listed is refused."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:the command line was not understood",
      "3:there is nothing in these files that can be taken",
      "5:a file could not be written",
      "6:the kubeconfig or the cluster cannot be used"
    })
final class BaselineImportCommand implements Callable<Integer> {
  /** Policies that lie among evidence are no baselines: only here they are asked for. */
  private static final List<Format> FORMATS =
      List.of(
          new ProfileFormat(),
          new Kubescape(),
          new SeccompFormat(),
          new NetworkPolicyFormat(),
          new CiliumFormat(),
          new KubeArmorFormat());

  private static final Pattern SUBJECT =
      Pattern.compile("(?:([^/:]+)/)?(?:([^/:]+)/)?([^/:]+)(?::([^/:]+))?");

  private final Desk desk;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "profiles and policies of other tools")
  private List<Path> files = new ArrayList<>();

  @Mixin private ClusterArguments.Connecting cluster = new ClusterArguments.Connecting();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "where to write the baselines; - for standard output",
      converter = Destination.Read.class)
  private Destination out = new Destination(Path.of(""));

  @Option(
      names = "--for",
      paramLabel = "[NAMESPACE/[KIND/]]WORKLOAD[:CONTAINER]",
      description = "whose behaviour it is, where the file does not say; for a single baseline")
  private @Nullable String subject;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write what was done as JSON; - for standard output")
  private @Nullable String json;

  BaselineImportCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    out.besides(json, line());
    if (cluster.isNamed()) {
      return fromCluster();
    }
    if (files.isEmpty()) {
      throw new CommandLine.ParameterException(
          line(), "name files, or a cluster by --kubeconfig or --context");
    }
    return imported();
  }

  private int fromCluster() throws Exception {
    return cluster.connected(
        desk,
        there -> KubescapeProfiles.take(there, cluster.namespace, desk.progress(), this::imported));
  }

  private int imported(KubescapeProfiles.Taken taken) throws Exception {
    taken
        .troubles()
        .forEach((what, trouble) ->
            ClusterArguments.say(desk, Visible.text(what) + ": " + ClusterWords.trouble(trouble)));
    List<Path> all = new ArrayList<>(files);
    all.addAll(taken.files().keySet());
    files = all;
    if (files.isEmpty()) {
      ClusterArguments.say(desk, "the cluster has none of Kubescape's profiles");
      return ExitCode.NO_EVIDENCE;
    }
    return imported();
  }

  private int imported() throws Exception {
    if (!EvidenceArguments.allThere(desk, "baseline import", files)) {
      return ExitCode.NO_EVIDENCE;
    }
    Given given = new Import(FORMATS, Limits.ORDINARY).read(files, desk.progress());
    List<Profile> taken = new ArrayList<>(given.baselines());
    if (subject != null && !taken.isEmpty()) {
      if (taken.size() > 1) {
        throw new CommandLine.ParameterException(
            line(), "--for: these files hold " + taken.size() + " baselines; give them one by one");
      }
      taken.set(0, named(taken.getFirst(), subject));
    }
    List<String> more = apart(taken);
    TakenReport report = new TakenReport(taken, given.evidence().sources(), more);
    report.text(desk.err());
    if (taken.isEmpty()) {
      desk.err()
          .println("salvor baseline import: there is nothing in these files that can be taken");
      return ExitCode.NO_EVIDENCE;
    }
    out.write(desk, ProfileJson.write(taken));
    if (json != null) {
      EvidenceArguments.machine(desk, json, report::json);
    }
    desk.out().flush();
    return ExitCode.DONE;
  }

  private Profile named(Profile profile, String words) {
    Matcher form = SUBJECT.matcher(words);
    if (!form.matches()) {
      throw new CommandLine.ParameterException(
          line(), "--for: it looks like shop/deployment/web:app, shop/web or web");
    }
    Profile.Key key =
        new Profile.Key(
            form.group(1),
            form.group(2),
            form.group(3),
            form.group(4) == null ? profile.key().container() : form.group(4),
            profile.key().digest());
    return new Profile(
        key.text(),
        key,
        profile.states(),
        profile.elements(),
        profile.units(),
        profile.windows(),
        profile.origin());
  }

  /**
   * What several files allow the same pods is allowed together; apart, each would call the other's
   * foreign, so none of them is complete.
   */
  private static List<String> apart(List<Profile> taken) {
    List<String> more = new ArrayList<>();
    Set<Profile.Key> met = new HashSet<>();
    Set<Profile.Key> twice = new HashSet<>();
    taken.forEach(p -> {
      if (!met.add(p.key())) {
        twice.add(p.key());
      }
    });
    for (int i = 0; i < taken.size(); i++) {
      Profile profile = taken.get(i);
      if (twice.contains(profile.key()) && isPolicy(profile)) {
        Map<Facet, FacetState> states = new EnumMap<>(Facet.class);
        profile.states().forEach((facet, state) -> states.put(facet, truncated(state)));
        taken.set(i, profile.with(states));
        more.add(
            profile.name()
                + ": several policies of the same pods in different files, or of different kinds:"
                + " none is complete by itself");
      }
    }
    return more.stream().distinct().toList();
  }

  private static boolean isPolicy(Profile profile) {
    return profile.origin().endsWith("Policy");
  }

  private static FacetState truncated(FacetState state) {
    return state == FacetState.STABLE ? FacetState.TRUNCATED : state;
  }

  private CommandLine line() {
    return spec == null ? new CommandLine(this) : spec.commandLine();
  }
}
