package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import salvor.containment.PolicyOracle.End;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The judge of plans is judged itself: by np-guard's public cases of policies and connections. */
class PolicyOracleTest {
  private static final Path CASES = Path.of("../shared/data/netpol-analyzer");
  private static final Set<String> OTHER_NETWORKS =
      Set.of(
          "UserDefinedNetwork",
          "NetworkAttachmentDefinition",
          "MultiNetworkPolicy",
          "VirtualMachine");

  private record Said(String protocol, int first, int last) {
    boolean covers(String asked, int port) {
      return (protocol.isEmpty() || protocol.equals(asked)) && port >= first && port <= last;
    }
  }

  @Test
  void saysWhatThePublicCasesSay() throws IOException {
    assumeTrue(Files.isDirectory(CASES), "the public cases are not here");
    int sets = 0;
    long asked = 0;
    List<String> others = new ArrayList<>();
    try (Stream<Path> folders = Files.list(CASES.resolve("tests"))) {
      for (Path folder : folders.sorted().toList()) {
        List<JsonNode> objects = objects(folder);
        if (objects.stream().anyMatch(o -> OTHER_NETWORKS.contains(o.path("kind").asString("")))) {
          others.add(String.valueOf(folder.getFileName()));
          continue;
        }
        asked += compare(folder, objects);
        sets++;
      }
    }
    assertThat(sets).as("without networks of other kinds: " + others).isEqualTo(77);
    assertThat(asked).isGreaterThan(100_000);
  }

  private static long compare(Path folder, List<JsonNode> objects) throws IOException {
    Map<String, End> pods = pods(objects);
    Map<String, List<Said>> said = new HashMap<>();
    Set<String> outside = new TreeSet<>();
    String name = folder.getFileName() + "_connlist_output.txt";
    for (String line : Files.readAllLines(CASES.resolve("test_outputs/connlist").resolve(name))) {
      if (line.contains(" => ") && !line.contains("{ingress-controller}")) {
        String[] ends = line.substring(0, line.lastIndexOf(" : ")).split(" => ");
        for (String end : ends) {
          if (end.endsWith("[External]")) {
            outside.add(end);
          }
        }
        said.put(ends[0] + " => " + ends[1], ports(line.substring(line.lastIndexOf(" : ") + 3)));
      }
    }
    Map<String, End> all = new LinkedHashMap<>(pods);
    for (String range : outside) {
      all.put(range, End.outside(range.split("-")[0]));
    }
    PolicyOracle oracle = new PolicyOracle(objects);
    Set<Integer> ports = boundaries(objects);
    long asked = 0;
    for (var from : all.entrySet()) {
      for (var to : all.entrySet()) {
        if (from.equals(to) || !(from.getValue().isPod() || to.getValue().isPod())) {
          continue;
        }
        List<Said> between = ranged(said, outside, from, to);
        for (String protocol : List.of("TCP", "UDP", "SCTP")) {
          for (int port : ports) {
            asked++;
            assertThat(oracle.passes(from.getValue(), to.getValue(), protocol, port))
                .as("%s: %s => %s %s %d", folder, from.getKey(), to.getKey(), protocol, port)
                .isEqualTo(between.stream().anyMatch(each -> each.covers(protocol, port)));
          }
        }
      }
    }
    return asked;
  }

  /** One range of addresses may lie in another that is said of somebody else. */
  private static List<Said> ranged(
      Map<String, List<Said>> said,
      Set<String> outside,
      Map.Entry<String, End> from,
      Map.Entry<String, End> to) {
    List<Said> all = new ArrayList<>();
    for (String a : from.getValue().isPod() ? Set.of(from.getKey()) : outside) {
      for (String b : to.getValue().isPod() ? Set.of(to.getKey()) : outside) {
        if (covers(a, from) && covers(b, to)) {
          all.addAll(said.getOrDefault(a + " => " + b, List.of()));
        }
      }
    }
    return all;
  }

  private static boolean covers(String name, Map.Entry<String, End> end) {
    if (end.getValue().isPod()) {
      return true;
    }
    String[] range = name.replace("[External]", "").split("-");
    return compare(range[0], end.getValue().address()) <= 0
        && compare(end.getValue().address(), range[1]) <= 0;
  }

  private static int compare(String a, String b) {
    return java.util.Arrays.compareUnsigned(
        java.net.InetAddress.ofLiteral(a).getAddress(),
        java.net.InetAddress.ofLiteral(b).getAddress());
  }

  private static List<Said> ports(String text) {
    if (text.equals("All Connections")) {
      return List.of(new Said("", 1, 65_535));
    }
    List<Said> said = new ArrayList<>();
    String protocol = "";
    for (String part : text.split(",")) {
      String[] word = part.strip().split(" ");
      if (word.length > 1) {
        protocol = word[0];
      }
      String[] range = word[word.length - 1].split("-");
      said.add(
          new Said(
              protocol, Integer.parseInt(range[0]), Integer.parseInt(range[range.length - 1])));
    }
    return said;
  }

  private static Set<Integer> boundaries(List<JsonNode> objects) {
    Set<Integer> ports = new TreeSet<>(Set.of(1, 65_535));
    for (JsonNode object : objects) {
      for (String field : List.of("port", "endPort", "start", "end", "containerPort")) {
        for (JsonNode number : object.findValues(field)) {
          if (number.isInt()) {
            for (int port = number.asInt() - 1; port <= number.asInt() + 1; port++) {
              if (port >= 1 && port <= 65_535) {
                ports.add(port);
              }
            }
          }
        }
      }
    }
    return ports;
  }

  private static List<JsonNode> objects(Path folder) throws IOException {
    List<JsonNode> objects = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file :
          files.filter(f -> f.toString().matches(".*\\.(ya?ml|json)")).sorted().toList()) {
        try (var documents = new YAMLMapper().readerFor(JsonNode.class).readValues(file.toFile())) {
          while (documents.hasNextValue()) {
            JsonNode document = (JsonNode) documents.nextValue();
            if (document.path("kind").asString("").endsWith("List")) {
              document.path("items").forEach(objects::add);
            } else if (document.isObject()) {
              objects.add(document);
            }
          }
        }
      }
    }
    return objects;
  }

  /** One pod for each workload, called as np-guard calls it. */
  private static Map<String, End> pods(List<JsonNode> objects) {
    Map<String, End> pods = new LinkedHashMap<>();
    Set<String> owners = new HashSet<>();
    for (JsonNode object : objects) {
      String kind = object.path("kind").asString("");
      JsonNode template =
          switch (kind) {
            case "Pod" -> object;
            case "CronJob" -> object.at("/spec/jobTemplate/spec/template");
            default -> object.at("/spec/template");
          };
      if (!template.path("spec").has("containers")) {
        continue;
      }
      String namespace = object.at("/metadata/namespace").asString("default");
      JsonNode owner = object.at("/metadata/ownerReferences/0");
      String name =
          owner.isObject() && !owner.path("kind").asString("").equals("Node")
              ? owner.path("name").asString() + "[" + owner.path("kind").asString(kind) + "]"
              : object.at("/metadata/name").asString() + "[" + kind + "]";
      ObjectNode pod = JsonNodeFactory.instance.objectNode();
      pod.putObject("metadata")
          .put("namespace", namespace)
          .set("labels", template.at("/metadata/labels"));
      pod.set("spec", template.path("spec"));
      if (owners.add(namespace + "/" + name)) {
        pods.put(namespace + "/" + name, new End("10.0.0." + (pods.size() + 1), pod));
      }
    }
    return pods;
  }
}
