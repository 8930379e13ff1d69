package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import salvor.cluster.Change;
import salvor.cluster.ObjectKind;
import salvor.custody.LedgerRecord;
import salvor.training.apiserver.Json;
import salvor.workbench.fx.Theme;

/** A responder proves that the attacked pod is cut off, by the keyboard alone. */
@Timeout(300)
class VerifyStoryTest extends WindowStory {
  private static final String MINER = "203.0.113.77:3333";

  @TempDir Path folder;

  VerifyStoryTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  private static void presses(FxRobot robot, String id) throws Exception {
    until(
        () -> robot.lookup("#" + id).tryQuery().filter(button -> !button.isDisabled()).isPresent());
    byTab(robot, id);
    robot.type(KeyCode.SPACE);
  }

  private static String table(FxRobot robot, String id) {
    return robot.lookup("#" + id).<TableView<?>>query().getItems().toString();
  }

  private static List<String> looks(LivePractice practice) throws Exception {
    List<String> looks = new ArrayList<>();
    var check =
        practice
            .live
            .custody()
            .ledger()
            .check(node -> {
              LedgerRecord record = LedgerRecord.of(node);
              if ("look-inside".equals(record.request().get("verb"))
                  && record.response().containsKey("result")) {
                looks.add(record.request().get("purpose") + " " + record.response().get("result"));
              }
            });
    assertThat(check.faults()).isEmpty();
    return looks;
  }

  private static List<String> alarms(LivePractice practice) throws Exception {
    List<String> alarms = new ArrayList<>();
    var _ =
        practice
            .live
            .custody()
            .ledger()
            .check(node -> {
              LedgerRecord record = LedgerRecord.of(node);
              String verb = record.request().getOrDefault("verb", "");
              if (verb.startsWith("alarm")) {
                alarms.add(verb + " " + record.request().getOrDefault("kind", ""));
              }
            });
    return alarms;
  }

  @Test
  void provesThatThePodIsCutOffAndHearsWhenItMayNotBeAnyMore(FxRobot robot) throws Exception {
    try (LivePractice practice =
        new LivePractice(folder, 0, LivePractice.UNDER_ATTACK, List.of())) {
      practice.model.begin();
      show(robot, practice.model);
      chooses(robot);
      isolates(robot, true);
      assertThat(looks(practice)).containsExactly("before 6 of 8 answer");

      presses(robot, "isolate-verify");
      until(() -> text(robot, "#verify-chip").contains("ACCEPTED, not verified"));
      presses(robot, "verify-do");
      until(() -> text(robot, "#verify-chip").contains("PARTIAL"));
      assertThat(table(robot, "verify-connections")).contains(MINER, "MOVES");
      assertThat(text(robot, "#verify-end")).isEqualTo("_End 1 connection");
      presses(robot, "verify-end");
      until(() -> text(robot, "#verify-chip").contains("VERIFIED"));
      assertThat(text(robot, "#verify-about")).contains("VERIFIED", "since");
      assertThat(looks(practice))
          .containsExactly(
              "before 6 of 8 answer",
              "after partial",
              "after partial",
              "end 1 of 1 told",
              "after verified");
      robot.type(KeyCode.ESCAPE);
      until(() -> robot.lookup("#verify-sheet").tryQuery().isEmpty());
      presses(robot, "isolate-close");
      until(() -> text(robot, "#pod-state").contains("\u25cf verified"));

      opens(practice);
      until(() -> text(robot, "#live-alarm").contains("shop/let-them-in"));
      until(() -> text(robot, "#pod-state").contains("CHANGED"));
      assertThat(alarms(practice)).containsExactly("alarm may-pass");
      assertThat(text(robot, "#live-alarm")).endsWith("may not hold: verify again (Actions).");
      robot.interact(() -> robot.lookup("#pods").query().requestFocus());
      robot.press(KeyCode.SHIFT).type(KeyCode.V).release(KeyCode.SHIFT);
      until(() -> text(robot, "#verify-chip").contains("not verified"));
      presses(robot, "verify-do");
      until(() -> text(robot, "#verify-chip").contains("VERIFIED"));
      robot.type(KeyCode.ESCAPE);
      until(() -> text(robot, "#pod-state").equals("\u25d1 verified, alarm"));
      assertThat(text(robot, "#live-alarm"))
          .contains(
              "shop/let-them-in", "\nIt was verified again at ", "take NetworkPolicy shop/let-them")
          .doesNotContain("verify again");
      closes(practice);
      until(() -> text(robot, "#live-alarm").isEmpty());
      assertThat(alarms(practice)).containsExactly("alarm may-pass", "alarm-over ");
    }
  }

  @Test
  void provesByAnotherPodWhatNobodyLookedAtBefore(FxRobot robot) throws Exception {
    try (LivePractice practice =
        new LivePractice(folder, 0, LivePractice.UNDER_ATTACK, List.of())) {
      practice.model.begin();
      show(robot, practice.model);
      chooses(robot);
      isolates(robot, false);
      presses(robot, "isolate-verify");
      presses(robot, "verify-do");
      until(() -> text(robot, "#verify-chip").contains("PARTIAL"));
      presses(robot, "verify-end");
      until(() -> text(robot, "#verify-chip").contains("NOT PROVED"));
      assertThat(text(robot, "#verify-compare")).startsWith("Com_pare with web-5468d8c4df-");
      presses(robot, "verify-compare");
      until(() -> text(robot, "#verify-chip").contains("VERIFIED"));
      assertThat(text(robot, "#verify-about")).contains("beside web-5468d8c4df-");
      assertThat(looks(practice))
          .containsExactly(
              "after partial",
              "after partial",
              "end 1 of 1 told",
              "after not-proved",
              "beside 5 of 7 answer",
              "after verified");
      robot.type(KeyCode.ESCAPE);
      until(() -> robot.lookup("#verify-sheet").tryQuery().isEmpty());
      presses(robot, "isolate-close");
      until(() -> text(robot, "#pod-state").contains("\u25cf verified"));
    }
  }

  private static void chooses(FxRobot robot) throws Exception {
    TableView<?> pods = robot.lookup("#pods").query();
    until(() -> pods.getItems().size() > 5);
    until(pods::isFocused);
    robot.type(KeyCode.SLASH);
    until(() -> robot.lookup("#live-filter").query().isFocused());
    robot.write("8ppl7");
    until(() -> pods.getItems().size() == 1);
    byTab(robot, "pods");
    robot.type(KeyCode.HOME);
    until(() -> !robot.lookup("#siblings-same_image").queryAll().isEmpty());
  }

  private static void isolates(FxRobot robot, boolean looksFirst) throws Exception {
    robot.press(KeyCode.SHIFT).type(KeyCode.I).release(KeyCode.SHIFT);
    until(() -> text(robot, "#isolate-against").startsWith("Read-only"));
    if (looksFirst) {
      byTab(robot, "isolate-first");
      robot.type(KeyCode.SPACE);
      until(() -> text(robot, "#isolate-leaves").contains("ephemeral container"));
    }
    byTab(robot, "isolate-reason");
    robot.write("incident 7");
    robot.type(KeyCode.ENTER);
    until(() ->
        text(robot, "#isolate-do").startsWith(looksFirst ? "Look first, and _isolate" : "_Isolate")
            && !robot.lookup("#isolate-do").query().isDisabled());
    presses(robot, "isolate-do");
    until(() ->
        text(robot, "#isolate-result")
            .contains(looksFirst ? "6 targets answered from inside" : "Accepted is not contained"));
    assertThat(text(robot, "#isolate-chip")).contains("ACCEPTED, not verified");
  }

  /** Somebody allows everything to reach all pods of the namespace. */
  private static void opens(LivePractice practice) throws Exception {
    practice.cluster.change(
        new Change.Create(
            ObjectKind.NETWORK_POLICIES,
            "shop",
            "let-them-in",
            Json.object(
                """
                {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy",
                 "metadata": {"namespace": "shop", "name": "let-them-in"},
                 "spec": {"podSelector": {}, "policyTypes": ["Ingress"], "ingress": [{}]}}
                """)),
        false,
        () -> {});
  }

  private static void closes(LivePractice practice) throws Exception {
    String uid =
        practice
            .cluster
            .get(ObjectKind.NETWORK_POLICIES, "shop", "let-them-in")
            .at("/metadata/uid")
            .asString();
    practice.cluster.change(
        new Change.Delete(ObjectKind.NETWORK_POLICIES, "shop", "let-them-in", uid, null),
        false,
        () -> {});
  }
}
