package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.zjsonpatch.JsonPatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import salvor.cluster.ObjectKind;
import salvor.containment.PolicyOracle.End;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Plans over random policies, judged by {@link PolicyOracle}, which knows nothing of them. */
class QuarantinePropertyTest {
  private static final List<String> KEYS = List.of("app", "tier", "team");
  private static final List<String> VALUES = List.of("a", "b");
  private static final List<String> OUTSIDE = List.of("8.8.8.8", "10.9.0.1", "2001:db8::1");

  /** A random cluster: pods of two namespaces, policies that select all sorts of them. */
  private static final class Cluster {
    private final Random random;
    private final Map<String, ObjectNode> objects = new LinkedHashMap<>();

    Cluster(long seed) {
      random = new Random(seed);
      for (String namespace : List.of("shop", "ops")) {
        put("Namespace", "", namespace, Map.of("team", namespace));
        for (int i = 0; i < 3; i++) {
          ObjectNode pod = put("Pod", namespace, "p" + i, labels());
          pod.putObject("status").put("podIP", "10.0.0." + objects.size()).put("phase", "Running");
          pod.withArray("/spec/containers").addObject().put("name", "c").put("image", "web:1");
        }
      }
      for (int i = random.nextInt(5); i > 0; i--) {
        String namespace = random.nextInt(4) == 0 ? "ops" : "shop";
        ObjectNode policy = put("NetworkPolicy", namespace, "np" + i, Map.of());
        ObjectNode spec = policy.putObject("spec");
        spec.set("podSelector", selector());
        rules(spec);
      }
      if (random.nextBoolean()) {
        ObjectNode service = put("Service", "shop", "web", Map.of());
        labels().forEach(service.withObject("/spec/selector")::put);
      }
    }

    private ObjectNode put(String kind, String namespace, String name, Map<String, String> labels) {
      ObjectNode object = JsonNodeFactory.instance.objectNode().put("kind", kind);
      ObjectNode metadata = object.putObject("metadata").put("name", name);
      if (!namespace.isEmpty()) {
        metadata.put("namespace", namespace);
      }
      metadata.put("uid", (kind + "s-" + namespace + "-" + name).toLowerCase());
      metadata.put("resourceVersion", "7");
      if (!labels.isEmpty() || random.nextBoolean()) {
        labels.forEach(metadata.putObject("labels")::put);
      }
      objects.put(kind + "/" + namespace + "/" + name, object);
      return object;
    }

    private Map<String, String> labels() {
      Map<String, String> labels = new LinkedHashMap<>();
      for (String key : KEYS) {
        if (random.nextInt(3) > 0) {
          labels.put(key, VALUES.get(random.nextInt(2)));
        }
      }
      return labels;
    }

    private ObjectNode selector() {
      ObjectNode selector = JsonNodeFactory.instance.objectNode();
      if (random.nextInt(3) == 0) {
        selector
            .putObject("matchLabels")
            .put(KEYS.get(random.nextInt(3)), VALUES.get(random.nextInt(2)));
      }
      for (int i = random.nextInt(3); i > 0; i--) {
        String operator = List.of("In", "NotIn", "Exists", "DoesNotExist").get(random.nextInt(4));
        ObjectNode each =
            selector
                .withArray("/matchExpressions")
                .addObject()
                .put("key", KEYS.get(random.nextInt(3)))
                .put("operator", operator);
        if (operator.endsWith("In")) {
          each.putArray("values").add(VALUES.get(random.nextInt(2)));
        }
      }
      return selector;
    }

    private void rules(ObjectNode spec) {
      var types = spec.putArray("policyTypes");
      for (String way : List.of("Ingress", "Egress")) {
        if (random.nextBoolean()) {
          types.add(way);
          for (int i = random.nextInt(3); i > 0; i--) {
            ObjectNode rule = spec.withArray("/" + way.toLowerCase()).addObject();
            for (int j = random.nextInt(3); j > 0; j--) {
              peer(rule.withArray(way.equals("Ingress") ? "/from" : "/to").addObject());
            }
            if (random.nextBoolean()) {
              rule.withArray("/ports").addObject().put("protocol", "TCP").put("port", 80);
            }
          }
        }
      }
      if (types.isEmpty()) {
        types.add("Ingress");
      }
    }

    private void peer(ObjectNode peer) {
      switch (random.nextInt(3)) {
        case 0 ->
            peer.putObject("ipBlock").put("cidr", random.nextBoolean() ? "0.0.0.0/0" : "::/0");
        case 1 -> peer.set("podSelector", selector());
        default -> peer.putObject("namespaceSelector");
      }
    }

    Snapshot snapshot() {
      Snapshot snapshot = new Snapshot();
      objects.values().forEach(object -> snapshot.with(object.deepCopy()));
      return snapshot;
    }

    /** Does a step, as the API server would. */
    void apply(Step step) {
      switch (step) {
        case Step.Create create -> {
          String key =
              create.manifest().path("kind").asString()
                  + "/"
                  + step.namespace()
                  + "/"
                  + step.name();
          assertThat(objects.put(key, create.manifest().deepCopy())).as("overwritten").isNull();
        }
        case Step.Patch patch -> {
          String kind = step.kind().equals(ObjectKind.PODS) ? "Pod" : "NetworkPolicy";
          String key = kind + "/" + step.namespace() + "/" + step.name();
          objects.put(key, patched(objects.get(key), patch));
        }
        case Step.Delete _ -> throw new AssertionError("a quarantine deletes nothing");
      }
    }

    private static ObjectNode patched(ObjectNode object, Step.Patch patch) {
      return (ObjectNode) JsonPatch.apply(patch.patch(), object);
    }

    /** All connections that pass, as words. */
    Set<String> passing(boolean ofChosen, Set<String> chosen) {
      PolicyOracle oracle = new PolicyOracle(List.copyOf(objects.values()));
      Map<String, End> ends = new LinkedHashMap<>();
      objects.forEach((key, object) -> {
        if (key.startsWith("Pod/")) {
          ends.put(key, new End(object.at("/status/podIP").asString(), object));
        }
      });
      OUTSIDE.forEach(address -> ends.put(address, End.outside(address)));
      Set<String> passing = new HashSet<>();
      ends.forEach((a, from) ->
          ends.forEach((b, to) -> {
            if (!a.equals(b)
                && (from.isPod() || to.isPod())
                && (chosen.contains(a) || chosen.contains(b)) == ofChosen) {
              for (int port : List.of(80, 443)) {
                if (oracle.passes(from, to, "TCP", port)) {
                  passing.add(a + " => " + b + ":" + port);
                }
              }
            }
          }));
      return passing;
    }
  }

  @Property(tries = 400)
  void whatAPlanCallsIsolatedNobodyReachesAndNoStepOpensAnything(
      @ForAll long seed, @ForAll boolean narrow, @ForAll boolean keep, @ForAll boolean two) {
    Cluster cluster = new Cluster(seed);
    Snapshot.Wish wish = new Snapshot.Wish();
    wish = narrow ? wish.narrowing() : wish;
    wish = keep ? wish.keepingLabels() : wish;
    QuarantinePlan plan =
        two ? cluster.snapshot().plan(wish, "p0", "p1") : cluster.snapshot().plan(wish, "p0");
    hold(cluster, plan, two ? Set.of("Pod/shop/p0", "Pod/shop/p1") : Set.of("Pod/shop/p0"));
    assertThat(!narrow || plan.isolates()).as("with policies narrowed nothing is left").isTrue();
  }

  @Property(tries = 200)
  void anAdminsPolicyLeavesOnlyWhatComesFromOutside(@ForAll long seed, @ForAll boolean tiered) {
    Cluster cluster = new Cluster(seed);
    ObjectKind kind =
        tiered ? ObjectKind.CLUSTER_NETWORK_POLICIES : ObjectKind.ADMIN_NETWORK_POLICIES;
    QuarantinePlan plan =
        cluster.snapshot().serving(kind).plan(new Snapshot.Wish().keepingLabels(), "p0");
    assertThat(plan.backend().kind()).isEqualTo(kind);
    hold(cluster, plan, Set.of("Pod/shop/p0"));
  }

  private static void hold(Cluster cluster, QuarantinePlan plan, Set<String> chosen) {
    Set<String> others = cluster.passing(false, chosen);
    Set<String> before = cluster.passing(true, chosen);
    List<Step> done = new ArrayList<>();
    for (Step step : plan.steps()) {
      cluster.apply(step);
      done.add(step);
      Set<String> now = cluster.passing(true, chosen);
      assertThat(before).as("after " + done).containsAll(now);
      before = now;
      assertThat(cluster.passing(false, chosen)).as("others, after " + done).isEqualTo(others);
    }
    if (plan.isolates()) {
      assertThat(before).as("of " + plan).isEmpty();
    }
  }
}
