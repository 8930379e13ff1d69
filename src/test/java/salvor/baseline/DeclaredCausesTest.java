package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.evidence.Activity;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;
import salvor.jobs.Progress;
import salvor.workload.Inventory;
import salvor.workload.Location;

class DeclaredCausesTest {
  private static final String POD = "web-5468d8c4df-8ppl7";
  private static final Location API =
      new Location(null, null, null, null, null, null, null, null, null);
  private static final ProcessInfo.Parent APP = Story.parent(1, "/usr/bin/python3", "python3 /app");

  @ParameterizedTest
  @CsvSource({"0, ROLLOUT", "80000, ROLLOUT", "100000, NEW_FILE_WRITE"})
  void aPodThatWasDeletedCleansUpForAWhile(long later, Reason reason) {
    Story story =
        api("delete", null, "/api/v1/namespaces/shop/pods/" + POD, 200)
            .in(Story.WEB)
            .at(later)
            .act(7, "/usr/sbin/nginx", new Activity.FileDeleted("/run/nginx.pid"));
    assertThat(last(story)).isEqualTo(reason);
  }

  @Test
  void whatWasRefusedOrConcernsAnotherPodExplainsNothing() {
    Activity removal = new Activity.FileDeleted("/run/nginx.pid");
    assertThat(
            last(
                api("delete", null, "/", 403)
                    .in(Story.WEB)
                    .at(10)
                    .act(7, "/usr/sbin/nginx", removal)))
        .isEqualTo(Reason.NEW_FILE_WRITE);
    assertThat(
            last(
                api("delete", null, "/", 200)
                    .in(Story.WEB)
                    .at(10)
                    .start(8, "/bin/sh", "sh -c id", APP)))
        .isEqualTo(Reason.NEW_BINARY_IN_IMAGE);
    Location other =
        new Location(
            null,
            "shop",
            "web-5468d8c4df-zzzzz",
            null,
            "web",
            "9923456789ab",
            null,
            Story.DIGEST,
            null);
    assertThat(
            last(api("delete", null, "/", 200).in(other).at(10).act(7, "/usr/sbin/nginx", removal)))
        .isEqualTo(Reason.NEW_FILE_WRITE);
  }

  @Test
  void deletingThePodExplainsNothingOfAForeignProcess() {
    Story story =
        api("delete", null, "/", 200)
            .in(Story.WEB)
            .at(10)
            .start(8, "/bin/sh", "sh -c rm", APP)
            .at(20)
            .act(
                Story.process(8, "/bin/sh", "sh -c rm", APP),
                new Activity.FileDeleted("/run/nginx.pid"));
    assertThat(last(story)).isEqualTo(Reason.NEW_FILE_WRITE);
  }

  @ParameterizedTest
  @CsvSource({"2000, OPERATOR_EXEC", "8000, NOT_IN_INIT_TREE", "-3000, NOT_IN_INIT_TREE"})
  void anExecFitsByItsArgumentsAndItsTime(long later, Reason reason) {
    String uri =
        "/api/v1/namespaces/shop/pods/" + POD + "/exec?command=ls&command=-l&container=web";
    Story story =
        new Story().in(API).at(0).act(ProcessInfo.UNKNOWN, request("get", "exec", uri, 101));
    story.at(60_000).act(ProcessInfo.UNKNOWN, request("get", "exec", uri, 101));
    story.at(120_000).act(ProcessInfo.UNKNOWN, request("get", null, "/", 200));
    Observations observations =
        story
            .in(Story.WEB)
            .at(60_000 + later)
            .start(50, "/bin/ls", "ls -l", Story.SHIM)
            .observations();
    assertThat(reason(observations, Activity.ProcessStarted.class)).isEqualTo(reason);
  }

  @Test
  void aCheckpointExplainsCriusMemoryAndNothingElseFromMemory() {
    Activity criu =
        new Activity.KernelAction(Activity.KernelAction.Type.SYSCALL, "memfd_create", "CRIUMFD");
    Activity other =
        new Activity.KernelAction(Activity.KernelAction.Type.SYSCALL, "memfd_create", "x");
    assertThat(last(checkpoint().act(7, "/usr/sbin/nginx", criu))).isEqualTo(Reason.OPERATOR_EXEC);
    assertThat(
            last(
                checkpoint()
                    .act(7, "/usr/sbin/nginx", new Activity.Alert("Memory", null, null, criu))))
        .isEqualTo(Reason.OPERATOR_EXEC);
    assertThat(last(checkpoint().act(7, "/usr/sbin/nginx", other))).isEqualTo(Reason.FACET_NONE);
    assertThat(last(checkpoint().start(8, "memfd:CRIUMFD", "x", APP)))
        .isEqualTo(Reason.EXECUTED_FROM_MEMORY);
    assertThat(last(checkpoint().at(9000).act(7, "/usr/sbin/nginx", criu)))
        .isEqualTo(Reason.FACET_NONE);
  }

  private static Story checkpoint() {
    Activity asked =
        new Activity.ApiRequest(
            "create",
            "nodes",
            "proxy",
            null,
            "n1",
            "alice",
            null,
            null,
            "10.0.0.9",
            null,
            200,
            "/api/v1/nodes/n1/proxy/checkpoint/shop/" + POD + "/web");
    return new Story().in(API).act(ProcessInfo.UNKNOWN, asked).in(Story.WEB).at(100);
  }

  private static Story api(String verb, @Nullable String subresource, String uri, int code) {
    return new Story().in(API).act(ProcessInfo.UNKNOWN, request(verb, subresource, uri, code));
  }

  private static Activity request(String verb, @Nullable String subresource, String uri, int code) {
    return new Activity.ApiRequest(
        verb, "pods", subresource, "shop", POD, "alice", null, null, "10.0.0.9", null, code, uri);
  }

  private static Reason last(Story story) {
    Observations observations = story.observations();
    return judge(observations).judgement(observations.size() - 1).reason();
  }

  private static Reason reason(Observations observations, Class<? extends Activity> kind) {
    Verdicts verdicts = judge(observations);
    for (int row = 0; row < observations.size(); row++) {
      if (kind.isInstance(observations.activity(observations.activityId(row)))) {
        return verdicts.judgement(row).reason();
      }
    }
    throw new AssertionError("nothing of this kind");
  }

  private static Verdicts judge(Observations observations) {
    Map<Facet, FacetState> states = new EnumMap<>(Facet.class);
    states.put(Facet.EXEC, FacetState.STABLE);
    states.put(Facet.FILE_WRITE, FacetState.STABLE);
    Trait.Exec nginx = new Trait.Exec("/usr/sbin/nginx", null, null, "", null, null);
    Profile profile =
        new Profile(
            "web",
            new Profile.Key("shop", "Deployment", "web", "web", Story.DIGEST),
            states,
            List.of(
                new Element(
                    nginx, Watched.ids(3), null, null, Set.of(Phase.START), List.of(), List.of())),
            Watched.units(3),
            List.of(),
            "salvor");
    return new Judge(List.of(profile), Inventory.EMPTY).judge(observations, Progress.NONE);
  }
}
