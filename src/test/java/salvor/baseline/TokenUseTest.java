package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.baseline.Judgement.Modifier;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.jobs.Progress;
import salvor.workload.Container;
import salvor.workload.Inventory;
import salvor.workload.Location;
import salvor.workload.Pod;
import salvor.workload.WorkloadRef;

/** How requests to the API are judged that a pod made with its token, and that people made. */
class TokenUseTest {
  private static final String POD = "web-5468d8c4df-8ppl7";
  private static final String ACCOUNT = "system:serviceaccount:shop:web";
  private static final WorkloadRef OWNER = new WorkloadRef("shop", "Deployment", "web");
  private static final Container CONTAINER =
      new Container("web", null, null, Story.DIGEST, null, List.of());
  private static final Profile LISTS_PODS =
      new Profile(
          "web",
          new Profile.Key("shop", "Deployment", "web", "web", Story.DIGEST),
          Map.of(Facet.API, FacetState.STABLE),
          List.of(
              new Element(
                  new Trait.ApiCall("list", "pods", null),
                  Watched.ids(3),
                  null,
                  null,
                  Set.of(Phase.STEADY),
                  List.of(),
                  List.of())),
          Watched.units(3),
          List.of(),
          "salvor");

  private static Activity.ApiRequest request(
      String verb,
      String resource,
      @Nullable String sub,
      String user,
      @Nullable String pod,
      int code) {
    return new Activity.ApiRequest(
        verb, resource, sub, "shop", null, user, null, pod, "10.0.0.5", null, code, null);
  }

  private static Judgement judge(Activity.ApiRequest request) {
    Observation one =
        new Observation(
            null,
            Location.UNKNOWN,
            ProcessInfo.UNKNOWN,
            request,
            Outcome.ofStatus(request.code()),
            Set.of(),
            new RecordRef(0, 1, 0, 1));
    Pod pod =
        new Pod("shop", POD, null, "n1", List.of("10.0.0.5"), null, OWNER, List.of(CONTAINER));
    Inventory inventory = new Inventory(List.of(pod), List.of(), Map.of());
    return new Judge(List.of(LISTS_PODS), inventory)
        .judge(Observations.of(List.of(one)), Progress.NONE)
        .judgement(0);
  }

  private static Judgement ofPod(String verb, String resource, @Nullable String sub, int code) {
    return judge(request(verb, resource, sub, ACCOUNT, "shop/" + POD, code));
  }

  @Test
  void secretsThatWereGivenOutAreWorseThanSecretsThatWereRefused() {
    Judgement granted = ofPod("list", "secrets", null, 200);
    Judgement refused = ofPod("list", "secrets", null, 403);
    Judgement unknown = ofPod("list", "secrets", null, 0);
    assertThat(granted.reason()).isEqualTo(Reason.NEW_API_REQUEST);
    assertThat(granted.modifiers()).containsExactly(Modifier.SENSITIVE_RESOURCE, Modifier.GRANTED);
    assertThat(granted.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(refused.modifiers()).containsExactly(Modifier.SENSITIVE_RESOURCE);
    assertThat(refused.severity()).isEqualTo(Severity.HIGH);
    assertThat(unknown).isEqualTo(refused);
  }

  @ParameterizedTest
  @CsvSource({
    "list, nodes, , MEDIUM",
    "create, pods, exec, CRITICAL",
    "create, serviceaccounts, token, CRITICAL",
    "get, nodes, proxy, CRITICAL",
    "create, clusterrolebindings, , CRITICAL",
    "list, clusterrolebindings, , MEDIUM",
    "get, pods, log, MEDIUM",
    "get, configmaps, , MEDIUM"
  })
  void onlyCredentialsAndRightsRaiseTheSeverity(
      String verb, String resource, @Nullable String sub, Severity severity) {
    assertThat(ofPod(verb, resource, sub, 201).severity()).isEqualTo(severity);
  }

  @Test
  void whatTheWorkloadIsKnownToAskForStaysInProfile() {
    assertThat(ofPod("list", "pods", null, 200).reason()).isEqualTo(Reason.MATCHED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kubernetes-admin", "alice@example.org", "system:admin"})
  void aPersonsRequestIsNoWorkloadsAndStaysUnknown(String user) {
    Judgement judgement = judge(request("delete", "pods", null, user, null, 200));
    assertThat(judgement.reason()).isEqualTo(Reason.USER_REQUEST);
    assertThat(judgement.verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"system:node:n1", "system:kube-scheduler", ACCOUNT, "system:anonymous"})
  void whatIsNoPersonIsNotCalledOne(String user) {
    assertThat(judge(request("delete", "pods", null, user, null, 200)).reason())
        .isEqualTo(Reason.NOT_JUDGED);
  }
}
