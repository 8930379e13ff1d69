package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.jobs.Progress;
import salvor.training.apiserver.LoggedRequest;
import tools.jackson.databind.JsonNode;

/** A quarantine is done in the safe order, and each step of it stands in the ledger. */
class ApplyingTest {
  private @TempDir Path dir;
  private Attacked attacked;

  @BeforeEach
  void open() throws Exception {
    attacked = new Attacked(dir);
  }

  @AfterEach
  void close() {
    attacked.close();
  }

  private List<String> changes() {
    return attacked.api.server.requests().stream()
        .filter(request -> !request.method().equals("GET"))
        .filter(request -> !request.path().contains("selfsubject"))
        .map(request -> request.method() + " " + request.path() + dry(request))
        .toList();
  }

  private static String dry(LoggedRequest request) {
    return request.query().contains("dryRun=All") ? " dry" : "";
  }

  @Test
  void triesEveryStepAndThenMakesThePolicyBeforeAPodIsLabelled() throws Exception {
    Applied applied = attacked.apply(attacked.quarantine("web", "web2"));
    assertThat(applied.extent()).isEqualTo(Applied.Extent.WHOLE);
    String policies = "/apis/networking.k8s.io/v1/namespaces/shop/networkpolicies";
    assertThat(changes())
        .containsExactly(
            "POST " + policies + " dry",
            "PATCH /api/v1/namespaces/shop/pods/web dry",
            "PATCH /api/v1/namespaces/shop/pods/web2 dry",
            "POST " + policies,
            "PATCH /api/v1/namespaces/shop/pods/web",
            "PATCH /api/v1/namespaces/shop/pods/web2");
    assertThat(attacked.get("pods", "web").at("/metadata/labels").properties())
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(
            "team=\"a/b~c\"",
            "pod-template-hash=\"5468d8c4df\"",
            "salvor.io/quarantine=\"" + Attacked.LABEL + "\"");
    assertThat(attacked.get("networkpolicies", Attacked.POLICY).at("/spec/policyTypes")).hasSize(2);
  }

  @Test
  void writesEachStepDownBeforeAndAfter() throws Exception {
    attacked.apply(attacked.quarantine("web"));
    List<JsonNode> records = new ArrayList<>();
    assertThat(attacked.ledger().check(records::add).faults()).isEmpty();
    assertThat(records)
        .extracting(r ->
            r.path("event").asString("")
                + " "
                + r.at("/request/verb").asString("")
                + " "
                + r.at("/request/step").asString("-"))
        .containsExactly(
            "planned contain -",
            "planned create 1",
            "action create 1",
            "planned patch 2",
            "action patch 2",
            "action contain -");
    assertThat(records.get(4).at("/response/uid").asString())
        .isEqualTo(attacked.api.uid("pods", "shop", "web"));
    assertThat(records.get(3).at("/target/pod").asString()).isEqualTo("web");
    assertThat(records.get(3).path("authority").asString()).isEqualTo("a web shell");
    assertThat(attacked.folder.resolve(records.get(3).at("/artefact/path").asString()))
        .content()
        .contains("\"before\"", "pod-template-hash");
  }

  @Test
  void knowsAfterTwoRequestsThatThePolicyWasAccepted() throws Exception {
    DryRun trial = attacked.applying().dryRun(attacked.quarantine("web"), Progress.NONE);
    int checked = attacked.api.server.requests().size();
    assertThat(attacked.applying().apply(trial, Progress.NONE).extent())
        .isEqualTo(Applied.Extent.WHOLE);
    String policies = "/apis/networking.k8s.io/v1/namespaces/shop/networkpolicies";
    assertThat(attacked.api.server.requests().subList(checked, checked + 4))
        .extracting(request -> request.method() + " " + request.path())
        .containsExactly(
            "POST " + policies,
            "GET " + policies + "/" + Attacked.POLICY,
            "PATCH /api/v1/namespaces/shop/pods/web",
            "GET /api/v1/namespaces/shop/pods/web");
  }
}
