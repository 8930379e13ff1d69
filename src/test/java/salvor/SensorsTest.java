package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import salvor.evidence.Activity;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.jobs.Progress;

/** What ships for sensors: whole, and understood by the readers. */
class SensorsTest {
  private static final Path SENSORS = Path.of("packaging", "sensors");

  @Test
  void everyTelemetryRuleOfFalcoIsToldAsTelemetry() throws Exception {
    int rules = 0;
    for (Object each : (List<?>) load(SENSORS.resolve("falco-telemetry-rules.yaml"))) {
      Map<?, ?> item = (Map<?, ?>) each;
      if (item.containsKey("rule")) {
        rules++;
        assertThat(list(item, "tags")).as("%s", item.get("rule")).contains("telemetry");
        assertThat(item.get("source")).isEqualTo("syscall");
        assertThat(item.get("condition").toString()).contains("tl_container");
      }
    }
    assertThat(rules).isEqualTo(8);
    Map<?, ?> settings = (Map<?, ?>) load(SENSORS.resolve("falco-telemetry-config.yaml"));
    assertThat(settings.get("rule_matching")).isEqualTo("all");
    assertThat(settings.get("priority")).isEqualTo("debug");
  }

  /** A policy whose records Salvor could not read as acts would teach nothing. */
  @Test
  void everyHookOfTheTetragonPoliciesBecomesAnAct(@TempDir Path folder) throws Exception {
    List<String> events = new ArrayList<>();
    List<String> calls = new ArrayList<>();
    for (Path file : policies()) {
      Map<?, ?> policy = (Map<?, ?>) load(file);
      assertThat(policy.get("kind")).isEqualTo("TracingPolicy");
      for (Object each : list((Map<?, ?>) policy.get("spec"), "kprobes")) {
        Map<?, ?> probe = (Map<?, ?>) each;
        assertThat(probe.toString()).as("containers only").contains("host_ns");
        calls.add(probe.get("call").toString());
        events.add(event(probe));
      }
    }
    Path log = folder.resolve("tetragon.jsonl");
    Files.write(log, events);
    Observations read = Salvor.reader().read(List.of(log), Progress.NONE).evidence().observations();
    assertThat(read.size()).isEqualTo(calls.size());
    for (int row = 0; row < calls.size(); row++) {
      Activity activity = read.activity(read.activityId(row));
      boolean act =
          read.kind(row) != Kind.KERNEL_ACTION
              || ((Activity.KernelAction) activity).type() == Activity.KernelAction.Type.SYSCALL;
      assertThat(act).as("%s is read as %s", calls.get(row), activity).isTrue();
    }
  }

  /** As Tetragon writes a hook with these arguments. */
  private static String event(Map<?, ?> probe) {
    List<String> arguments = new ArrayList<>();
    for (Object each : list(probe, "args")) {
      arguments.add(argument(((Map<?, ?>) each).get("type").toString()));
    }
    arguments.removeIf(String::isEmpty);
    Object returned = probe.get("returnArg");
    String call = probe.get("call").toString();
    return """
    {"process_kprobe":{"process":{"exec_id":"bjE6MToy","pid":7,"binary":"/usr/bin/redis-server",\
    "start_time":"2026-11-23T04:00:00Z","pod":{"namespace":"shop","name":"web-5468d8c4df-8ppl7",\
    "container":{"id":"containerd://0123456789abcdef","name":"web"}}},\
    "function_name":"%s","args":[%s]%s,"action":"KPROBE_ACTION_POST"},\
    "node_name":"n1","time":"2026-11-23T04:00:01.5Z"}\
    """
        .formatted(
            call.startsWith("sys_") ? "__x64_" + call : call,
            String.join(",", arguments),
            returned == null
                ? ""
                : ",\"return\":" + argument(((Map<?, ?>) returned).get("type").toString()));
  }

  private static String argument(String type) {
    return switch (type) {
      case "sock" ->
          """
          {"sock_arg":{"family":"AF_INET","protocol":"IPPROTO_TCP","saddr":"10.0.0.1","daddr":"10.0.0.2",\
          "sport":40000,"dport":6379,"state":"TCP_SYN_SENT"}}\
          """;
      case "file" -> "{\"file_arg\":{\"path\":\"/data/dump.rdb\"}}";
      case "path" -> "{\"path_arg\":{\"path\":\"/data/dump.rdb\"}}";
      case "string" -> "{\"string_arg\":\"/data/dump.rdb\"}";
      case "int" -> "{\"int_arg\":2}";
      case "nop" -> "";
      default -> throw new AssertionError("no form is known for " + type);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "create, '', pods/exec, alice, Request",
    "get, '', secrets, system:serviceaccount:shop:web, Metadata",
    "list, '', pods, system:serviceaccount:shop:web, Metadata",
    "watch, '', services, system:kube-proxy, None",
    "delete, '', pods, alice, Request",
    "create, networking.k8s.io, networkpolicies, alice, Request",
    "update, coordination.k8s.io, leases, system:serviceaccount:kube-system:x, None",
    "patch, apps, deployments, alice, Request",
    "create, '', serviceaccounts/token, alice, Metadata"
  })
  void theAuditPolicyKeepsWhatTellsWhoDidWhat(
      String verb, String group, String resource, String user, String level) throws Exception {
    Map<?, ?> policy = (Map<?, ?>) load(SENSORS.resolve("audit-policy.yaml"));
    for (Object each : list(policy, "rules")) {
      Map<?, ?> rule = (Map<?, ?>) each;
      if (fits(rule, "verbs", verb)
          && fits(rule, "users", user)
          && !rule.containsKey("userGroups")
          && !rule.containsKey("nonResourceURLs")
          && isOf(rule, group, resource)) {
        assertThat(rule.get("level")).isEqualTo(level);
        return;
      }
    }
    throw new AssertionError("no rule of the policy fits");
  }

  private static boolean fits(Map<?, ?> rule, String member, String value) {
    return !rule.containsKey(member) || (list(rule, member)).contains(value);
  }

  private static boolean isOf(Map<?, ?> rule, String group, String resource) {
    if (!rule.containsKey("resources")) {
      return true;
    }
    for (Object each : list(rule, "resources")) {
      Map<?, ?> of = (Map<?, ?>) each;
      boolean any = !of.containsKey("resources");
      if (of.get("group").equals(group) && (any || (list(of, "resources")).contains(resource))) {
        return true;
      }
    }
    return false;
  }

  private static List<Path> policies() throws Exception {
    try (Stream<Path> files = Files.list(SENSORS.resolve("tetragon"))) {
      return files.sorted().toList();
    }
  }

  private static List<Object> list(Map<?, ?> of, String member) {
    List<Object> items = new ArrayList<>();
    ((List<?>) of.get(member)).forEach(items::add);
    return items;
  }

  private static Object load(Path file) throws Exception {
    return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
  }
}
