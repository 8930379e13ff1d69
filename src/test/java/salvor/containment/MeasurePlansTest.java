package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static salvor.containment.SeenCluster.MADE_FOR;
import static salvor.containment.SeenCluster.noted;
import static salvor.containment.SeenCluster.notes;
import static salvor.containment.SeenCluster.patch;
import static salvor.containment.SeenCluster.refused;
import static salvor.containment.SeenCluster.steps;
import static salvor.containment.SeenCluster.uids;
import static salvor.containment.SeenCluster.whys;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import salvor.cluster.ObjectKind;
import salvor.cluster.Right;
import salvor.containment.MeasurePlan.Note;
import salvor.containment.MeasurePlan.Refusal;
import salvor.custody.Standing;
import salvor.workload.ImageDigest;

/** What the plans of measures do, refuse and say, case by case. */
class MeasurePlansTest {
  private static final String DIGEST = "sha256:" + "ab".repeat(32);

  // --- hold ---

  private static MeasurePlan hold(SeenCluster seen, String... pods) {
    return EvidenceHold.plan(seen.objects(), seen.rights(), MADE_FOR, uids(pods));
  }

  @Test
  void aHoldMakesThePolicyAndWhatBindsItBeforeItLabels() {
    MeasurePlan plan = hold(new SeenCluster().pod("web").pod("db"), "web", "db", "web");
    assertThat(steps(plan))
        .containsExactly(
            "HOLD Create validatingadmissionpolicies salvor-hold-ir-7-0badcafe",
            "HOLD Create validatingadmissionpolicybindings salvor-hold-ir-7-0badcafe",
            "MARK_POD Patch pods shop/web",
            "MARK_POD Patch pods shop/db");
    assertThat(patch(plan.steps().get(2)))
        .isEqualTo("/metadata/labels={} /metadata/labels/salvor.io~1hold=\"IR-7-0badcafe\"");
    assertThat(plan.isWhole()).isTrue();
    assertThat(plan.measure("why").pods()).hasSize(2);
  }

  private static final String HELD = ", labels: {'salvor.io/hold': '%s-00000000'}";

  @Test
  void aLabelThatNothingStandsBehindIsTold() {
    SeenCluster seen = new SeenCluster().pod("web", HELD.formatted("IR-7"), "");
    assertThat(noted(hold(seen, "web"), Note.Subject.LABEL_ALONE))
        .containsExactly("salvor.io/hold");
    assertThat(
            noted(
                hold(seen.forbidding(ObjectKind.ADMISSION_BINDINGS), "web"),
                Note.Subject.LABEL_UNPROVED))
        .containsExactly("salvor.io/hold");
  }

  static Stream<Arguments> holds() {
    return Stream.of(
        arguments("runs", new SeenCluster().pod("web"), null),
        arguments("not there", new SeenCluster(), Refusal.Why.NOT_THERE),
        arguments(
            "being deleted",
            new SeenCluster().pod("web", ", deletionTimestamp: '2026-11-27T00:00:00Z'", ""),
            Refusal.Why.ENDING),
        arguments(
            "held already",
            new SeenCluster().pod("web", HELD.formatted("IR-7"), "").held("IR-7"),
            Refusal.Why.ALREADY),
        arguments(
            "held by another case",
            new SeenCluster().pod("web", HELD.formatted("IR-6"), "").held("IR-6"),
            Refusal.Why.ALREADY_ELSEWHERE),
        arguments(
            "a label that nothing stands behind",
            new SeenCluster().pod("web", HELD.formatted("IR-7"), ""),
            null),
        arguments(
            "in the node's network", new SeenCluster().pod("web", "", ", hostNetwork: true"), null),
        arguments(
            "an old cluster",
            new SeenCluster().pod("web").without(ObjectKind.ADMISSION_POLICIES),
            Refusal.Why.NOT_SERVED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void holds(String name, SeenCluster seen, Refusal.Why why) {
    MeasurePlan plan = hold(seen, "web");
    assertThat(whys(plan)).isEqualTo(why == null ? List.of() : List.of(why));
    assertThat(plan.steps().isEmpty()).isEqualTo(why != null);
  }

  @Test
  void aHoldSaysWhatItDoesNotStopAndUntilWhen() {
    SeenCluster seen =
        new SeenCluster()
            .with(
                ObjectKind.PODS,
                "{metadata: {namespace: 'shop', name: 'web'}, spec: {containers: [{name: 'c', livenessProbe: {}}]}}");
    MeasurePlan plan =
        EvidenceHold.plan(
            seen.objects(),
            seen.rights(),
            new MadeFor("IR-7", "0badcafe", Instant.parse("2026-12-01T00:00:00Z")),
            uids("web"));
    assertThat(plan.notes())
        .extracting(Note::subject)
        .contains(
            Note.Subject.NODE_ACTS,
            Note.Subject.CAN_BE_LIFTED,
            Note.Subject.STANDS_STILL,
            Note.Subject.BY_POD_NAME,
            Note.Subject.NO_CLOCK,
            Note.Subject.PROBED);
    assertThat(((Step.Create) plan.steps().getFirst()).manifest().at("/metadata/annotations"))
        .hasToString("{\"salvor.io/case\":\"IR-7\",\"salvor.io/until\":\"2026-12-01T00:00:00Z\"}");
  }

  @Test
  void aHoldNamesTheRightsThatAreMissing() {
    SeenCluster seen = new SeenCluster().pod("web").denying(Right.HOLD_BIND, Right.CREATE_EXEC);
    assertThat(hold(seen, "web").missing()).containsExactly(Right.HOLD_BIND);
    assertThat(hold(seen, "web").isWhole()).isFalse();
  }

  // --- deny an image ---

  private static MeasurePlan deny(SeenCluster seen, String... references) {
    return ImageDenial.plan(
        seen.objects(),
        seen.rights(),
        MADE_FOR,
        Set.of(new ImageDigest(DIGEST)),
        Set.of(references));
  }

  @Test
  void anImageIsToldOfFirstAndNotDenied() {
    MeasurePlan plan = deny(new SeenCluster(), "web:1");
    assertThat(steps(plan))
        .containsExactly(
            "DENY_IMAGE Create validatingadmissionpolicies salvor-deny-image-ir-7-0badcafe",
            "DENY_IMAGE Create validatingadmissionpolicybindings salvor-deny-image-ir-7-0badcafe");
    assertThat(((Step.Create) plan.steps().getLast()).manifest().at("/spec/validationActions"))
        .hasToString("[\"Audit\",\"Warn\"]");
    assertThat(notes(plan, Note.Subject.AUDIT_ONLY)).isTrue();
  }

  @Test
  void whoWouldBeHitIsToldAndWhoWouldPass() {
    SeenCluster seen =
        new SeenCluster()
            .pod("web")
            .with(
                ObjectKind.PODS,
                ("{metadata: {namespace: 'ops', name: 'job'}, spec: {containers: [{name: 'c', image: 'web:9'}]}, status:"
                        + " {containerStatuses: [{name: 'c', imageID: 'r.example/web@%s'}]}}")
                    .formatted(DIGEST))
            .with(
                ObjectKind.PODS,
                ("{metadata: {namespace: 'ops', name: 'config'}, spec: {containers: [{name: 'c', image: 'web:8'}]}, status:"
                        + " {containerStatuses: [{name: 'c', imageID: '%s'}]}}")
                    .formatted(DIGEST))
            .with(
                ObjectKind.PODS,
                "{metadata: {namespace: 'kube-system', name: 'dns'}, spec: {initContainers: [{image: 'web:1'}]}}")
            .with(
                ObjectKind.DEPLOYMENTS,
                "{metadata: {namespace: 'shop', name: 'web'}, spec: {template: {spec: {containers: [{image: 'docker.io/library/web:1'}]}}}}")
            .with(
                ObjectKind.CRON_JOBS,
                "{metadata: {namespace: 'shop', name: 'tidy'}, spec: {jobTemplate: {spec: {template: {spec: {containers: [{image:"
                    + " 'x@%s'}]}}}}}}".formatted(DIGEST));
    MeasurePlan plan = deny(seen, "web:1");
    assertThat(noted(plan, Note.Subject.RUNS)).containsExactly("kube-system/dns", "shop/web");
    assertThat(noted(plan, Note.Subject.SYSTEM)).containsExactly("kube-system/dns");
    assertThat(noted(plan, Note.Subject.TEMPLATES))
        .containsExactly("CronJob shop/tidy", "Deployment shop/web");
    assertThat(noted(plan, Note.Subject.PASSES)).containsExactly("web:9 (ops/job)");
  }

  static Stream<Arguments> later() {
    return Stream.of(
        arguments("told until now", "IR-7-0badcafe", "['Audit', 'Warn']", null),
        arguments("denied already", "IR-7-0badcafe", "['Deny']", Refusal.Why.ALREADY),
        arguments("of another measure", "IR-8-0badcafe", "['Audit']", Refusal.Why.NOT_THERE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void later(String name, String label, String actions, Refusal.Why why) {
    SeenCluster seen =
        new SeenCluster()
            .with(
                ObjectKind.ADMISSION_BINDINGS,
                "{metadata: {name: 'b', labels: {'salvor.io/made-for': '%s'}}, spec: {validationActions: %s}}"
                    .formatted(label, actions));
    MeasurePlan plan =
        ImageDenial.enforced(
            seen.objects(), seen.rights(), new MadeFor("IR-7", "12345678", null), "IR-7-0badcafe");
    assertThat(whys(plan)).isEqualTo(why == null ? List.of() : List.of(why));
    if (why == null) {
      assertThat(patch(plan.steps().getFirst()))
          .isEqualTo("/spec/validationActions=[\"Deny\",\"Audit\"]");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "web, docker.io/library/web:latest, true",
    "web:1, index.docker.io/library/web:1, true",
    "docker.io/acme/web:1, acme/web:1, true",
    "acme/web:1, library/acme/web:1, false",
    "r.example/web, r.example/web:latest, true",
    "r.example:5000/web:1, web:1, false",
    "localhost/web:1, web:1, false",
    "r.example:5000/web, r.example:5000/web:latest, true",
  })
  void aReferenceIsDeniedHoweverItIsSpelled(String said, String other, boolean same) {
    assertThat(ImageReference.spellings(said).contains(other)).isEqualTo(same);
    assertThat(ImageReference.spellings(said)).contains(said);
  }

  // --- nodes ---

  private static SeenCluster node(String spec) {
    return new SeenCluster()
        .with(ObjectKind.NODES, "{metadata: {name: 'n1'}, spec: {%s}}".formatted(spec))
        .pod("web");
  }

  private static MeasurePlan close(SeenCluster seen, Cordon.Effect taint, boolean even) {
    return Cordon.plan(
        seen.objects(),
        seen.rights(),
        new Cordon.Wish(MADE_FOR, uids("web"), List.of(), taint, even));
  }

  static Stream<Arguments> cordons() {
    return Stream.of(
        arguments("open", node(""), List.of()),
        arguments("said to be open", node("unschedulable: false"), List.of()),
        arguments("closed", node("unschedulable: true"), List.of("Node n1: ALREADY")),
        arguments("not seen", new SeenCluster().pod("web"), List.of("Node n1: NOT_THERE")),
        arguments("no pod", new SeenCluster(), List.of("Node of Pod pods-web: NOT_THERE")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void cordons(String name, SeenCluster seen, List<String> refused) {
    MeasurePlan plan = close(seen, null, false);
    assertThat(refused(plan)).isEqualTo(refused);
    if (refused.isEmpty()) {
      assertThat(steps(plan)).containsExactly("CORDON Patch nodes n1");
      assertThat(patch(plan.steps().getFirst())).isEqualTo("/spec/unschedulable=true");
    }
  }

  @Test
  void aTaintIsAddedToThoseThatAreThere() {
    String taint =
        "{\"key\":\"salvor.io/contained\",\"value\":\"IR-7-0badcafe\",\"effect\":\"NoSchedule\"}";
    assertThat(patch(close(node(""), Cordon.Effect.NO_SCHEDULE, false).steps().getFirst()))
        .isEqualTo("/spec/taints=[" + taint + "]");
    String other = "taints: [{key: 'gpu', effect: 'NoSchedule'}]";
    assertThat(patch(close(node(other), Cordon.Effect.NO_SCHEDULE, false).steps().getFirst()))
        .isEqualTo("/spec/taints/-=" + taint);
    String ours = "taints: [{key: 'salvor.io/contained', effect: 'NoSchedule'}]";
    assertThat(whys(close(node(ours), Cordon.Effect.NO_SCHEDULE, false)))
        .containsExactly(Refusal.Why.ALREADY);
  }

  static Stream<Arguments> leaving() {
    String held = HELD.formatted("IR-6");
    return Stream.of(
        arguments("the pod itself", "", "", false, true),
        arguments("it tolerates everything", "", "[{operator: 'Exists'}]", false, false),
        arguments(
            "it tolerates it for a while",
            "",
            "[{operator: 'Exists', tolerationSeconds: 60}]",
            false,
            true),
        arguments(
            "it tolerates the key",
            "",
            "[{key: 'salvor.io/contained', operator: 'Exists'}]",
            false,
            false),
        arguments(
            "another effect",
            "",
            "[{key: 'salvor.io/contained', operator: 'Exists', effect: 'NoSchedule'}]",
            false,
            true),
        arguments("another value", "", "[{key: 'salvor.io/contained', value: 'x'}]", false, true),
        arguments("it is held", held, "[]", true, false),
        arguments("its hold was taken away", held, "[]", false, true),
        arguments(
            "of the node itself",
            ", annotations: {'kubernetes.io/config.mirror': 'x'}",
            "[]",
            false,
            false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void leaving(String name, String metadata, String tolerations, boolean bound, boolean leaves) {
    SeenCluster seen =
        new SeenCluster()
            .with(ObjectKind.NODES, "{metadata: {name: 'n1'}, spec: {}}")
            .pod("web", metadata, tolerations.isEmpty() ? "" : ", tolerations: " + tolerations);
    if (bound) {
      seen.held("IR-6");
    }
    MeasurePlan plan = close(seen, Cordon.Effect.NO_EXECUTE, false);
    assertThat(refused(plan))
        .isEqualTo(leaves ? List.of("Node n1: EVIDENCE_WOULD_GO [shop/web]") : List.of());
    MeasurePlan even = close(seen, Cordon.Effect.NO_EXECUTE, true);
    assertThat(even.steps()).hasSize(1);
    assertThat(noted(even, Note.Subject.LEAVE)).isEqualTo(leaves ? List.of("shop/web") : List.of());
  }

  @Test
  void whatIsNotToldOfOtherNamespacesIsSaid() {
    SeenCluster whole = node("");
    SeenCluster part = node("").inPart();
    assertThat(notes(close(whole, Cordon.Effect.NO_EXECUTE, true), Note.Subject.OTHERS_UNSEEN))
        .isFalse();
    assertThat(notes(close(part, Cordon.Effect.NO_EXECUTE, true), Note.Subject.OTHERS_UNSEEN))
        .isTrue();
    assertThat(notes(deny(whole, "web:1"), Note.Subject.OTHERS_UNSEEN)).isFalse();
    assertThat(notes(deny(part, "web:1"), Note.Subject.OTHERS_UNSEEN)).isTrue();
    assertThat(notes(revoke(account()), Note.Subject.BINDINGS_UNSEEN)).isFalse();
    assertThat(notes(revoke(account()), Note.Subject.OTHERS_UNSEEN)).isFalse();
    assertThat(notes(revoke(account().inPart()), Note.Subject.BINDINGS_UNSEEN)).isTrue();
    assertThat(notes(revoke(account().inPart()), Note.Subject.OTHERS_UNSEEN)).isTrue();
  }

  // --- accounts ---

  private static SeenCluster account() {
    return new SeenCluster().pod("web", "", ", serviceAccountName: 'app'");
  }

  private static MeasurePlan revoke(SeenCluster seen) {
    return Revocation.plan(seen.objects(), seen.rights(), MADE_FOR, uids("web"));
  }

  @Test
  void anAccountIsTakenOutOfBindingsAndOthersStay() {
    MeasurePlan plan =
        revoke(
            account()
                .with(
                    ObjectKind.ROLE_BINDINGS,
                    "{metadata: {namespace: 'shop', name: 'both'}, subjects: [{kind: 'ServiceAccount', name: 'app', namespace:"
                        + " 'shop'}, {kind: 'ServiceAccount', name: 'app', namespace: 'ops'}, {kind: 'User', name: 'ann'}]}")
                .with(
                    ObjectKind.CLUSTER_ROLE_BINDINGS,
                    "{metadata: {name: 'wide'}, subjects: [{kind: 'User', name: 'system:serviceaccount:shop:app'}]}")
                .with(
                    ObjectKind.CLUSTER_ROLE_BINDINGS,
                    "{metadata: {name: 'all'}, subjects: [{kind: 'Group', name: 'system:serviceaccounts:shop'}]}")
                .with(
                    ObjectKind.CLUSTER_ROLE_BINDINGS,
                    "{metadata: {name: 'system:basic-user'}, subjects: [{kind: 'Group', name: 'system:authenticated'}]}")
                .with(ObjectKind.CLUSTER_ROLE_BINDINGS, "{metadata: {name: 'none'}}"));
    assertThat(steps(plan))
        .containsExactly(
            "REVOKE Patch rolebindings shop/both", "REVOKE Patch clusterrolebindings wide");
    assertThat(patch(plan.steps().getFirst()))
        .isEqualTo(
            "/subjects=[{\"kind\":\"ServiceAccount\",\"name\":\"app\",\"namespace\":\"ops\"},{\"kind\":\"User\",\"name\":\"ann\"}]");
    assertThat(patch(plan.steps().getLast())).isEqualTo("/subjects=[]");
    assertThat(noted(plan, Note.Subject.GROUPS)).containsExactly("all");
    assertThat(notes(plan, Note.Subject.MUST_HAVE_IT)).isTrue();
    assertThat(noted(plan, Note.Subject.BOUND_TOKENS)).containsExactly("shop/app");
  }

  @Test
  void aTokenIsDeletedAndItsValueIsWrittenDownNowhere() {
    String secret =
        "{metadata: {namespace: 'shop', name: '%s', annotations: {'kubernetes.io/service-account.name': '%s',"
            + " 'kubectl.kubernetes.io/last-applied-configuration': 'TOPSECRET'}}, type: '%s', data: {token: 'TOPSECRET'}}";
    MeasurePlan plan =
        revoke(
            account()
                .with(
                    ObjectKind.SECRETS,
                    secret.formatted("t", "app", "kubernetes.io/service-account-token"))
                .with(
                    ObjectKind.SECRETS,
                    secret.formatted("other", "db", "kubernetes.io/service-account-token"))
                .with(ObjectKind.SECRETS, secret.formatted("opaque", "app", "Opaque")));
    assertThat(steps(plan)).containsExactly("REVOKE Delete secrets shop/t");
    assertThat(MeasureFile.json(plan.measure("why")).toString())
        .contains("\"uid\":\"secrets-t\"")
        .doesNotContain("TOPSECRET");
    assertThat(notes(plan, Note.Subject.FOR_GOOD)).isTrue();
  }

  @Test
  void whoSharesAnAccountIsToldAndWhatWasNotSeen() {
    SeenCluster seen =
        account()
            .pod("web2", "", ", serviceAccountName: 'app'")
            .pod("db", "", "")
            .forbidding(ObjectKind.SECRETS, ObjectKind.ROLE_BINDINGS)
            .denying(Right.LIST_SECRETS);
    MeasurePlan plan = revoke(seen);
    assertThat(noted(plan, Note.Subject.SHARED)).containsExactly("shop/web2");
    assertThat(notes(plan, Note.Subject.SECRETS_UNSEEN)).isTrue();
    assertThat(notes(plan, Note.Subject.BINDINGS_UNSEEN)).isTrue();
    assertThat(plan.missing()).containsExactly(Right.LIST_SECRETS);
    assertThat(refused(plan)).containsExactly("ServiceAccount shop/app: NOTHING_GIVEN");
  }

  // --- delete ---

  private static MeasurePlan delete(DeleteLock lock, boolean evict, String metadata) {
    SeenCluster seen = new SeenCluster().pod("web", metadata, "").held("IR-7");
    return PodRemoval.plan(
        seen.objects(), seen.rights(), new PodRemoval.Wish(MADE_FOR, uids("web"), 5L, evict), lock);
  }

  private static DeleteLock lock(Standing standing, String pod, String override) {
    return new DeleteLock(
        List.of(new DeleteLock.Sealed("B", standing, Map.of("pods-" + pod, List.of()))), override);
  }

  /** Sealed, verified, and without what ends with the pod. */
  private static DeleteLock part(String override) {
    return new DeleteLock(
        List.of(
            new DeleteLock.Sealed(
                "B", Standing.VALID, Map.of("pods-web", List.of("web: failed: no-toolbox")))),
        override);
  }

  @Test
  void isDoneWithAPartAloneForAReasonThatIsTold() {
    MeasurePlan plan = delete(part("it spreads"), false, "");
    assertThat(noted(plan, Note.Subject.PART_OVERRIDDEN)).containsExactly("it spreads");
    assertThat(noted(plan, Note.Subject.PART_SEALED)).containsExactly("B: web: failed: no-toolbox");
    assertThat(plan.steps()).hasSize(1);
  }

  static Stream<Arguments> locks() {
    return Stream.of(
        arguments("valid", lock(Standing.VALID, "web", ""), "", List.of()),
        arguments(
            "nobody known signed it",
            lock(Standing.VALID_UNSIGNED, "web", ""),
            "",
            List.of("Pod shop/web: LOCKED [B: VALID_UNSIGNED]")),
        arguments(
            "modified",
            lock(Standing.MODIFIED, "web", ""),
            "",
            List.of("Pod shop/web: LOCKED [B: MODIFIED]")),
        arguments(
            "of another pod", lock(Standing.VALID, "db", ""), "", List.of("Pod shop/web: LOCKED")),
        arguments(
            "a part",
            part(""),
            "",
            List.of("Pod shop/web: PART_SEALED [B: web: failed: no-toolbox]")),
        arguments("overridden for a part", part("it spreads"), "", List.of()),
        arguments("overridden", lock(Standing.VALID, "db", "it spreads"), "", List.of()),
        arguments(
            "said nothing", lock(Standing.VALID, "db", "  "), "", List.of("Pod shop/web: LOCKED")),
        arguments(
            "held",
            lock(Standing.VALID, "web", ""),
            HELD.formatted("IR-7"),
            List.of("Pod shop/web: HELD")),
        arguments(
            "a label that nothing stands behind",
            lock(Standing.VALID, "web", ""),
            HELD.formatted("IR-6"),
            List.of()),
        arguments(
            "going already",
            lock(Standing.VALID, "web", ""),
            ", deletionTimestamp: 'x'",
            List.of("Pod shop/web: ENDING")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void locks(String name, DeleteLock lock, String metadata, List<String> refused) {
    MeasurePlan plan = delete(lock, false, metadata);
    assertThat(refused(plan)).isEqualTo(refused);
    assertThat(plan.steps().isEmpty()).isEqualTo(!refused.isEmpty());
  }

  @Test
  void anEvictionIsOfTheSamePodAndAsksTheBudgets() {
    MeasurePlan plan = delete(lock(Standing.VALID, "web", ""), true, "");
    assertThat(steps(plan)).containsExactly("DELETE_POD Post pods shop/web");
    assertThat(((salvor.cluster.Change.Post) plan.steps().getFirst().change()).manifest())
        .hasToString(
            "{\"apiVersion\":\"policy/v1\",\"kind\":\"Eviction\",\"metadata\":{\"namespace\":\"shop\",\"name\":\"web\"},"
                + "\"deleteOptions\":{\"preconditions\":{\"uid\":\"pods-web\"},\"gracePeriodSeconds\":5}}");
    Measure measure = plan.measure("why");
    assertThat(MeasureFile.of(MeasureFile.json(measure))).isEqualTo(measure);
  }
}
