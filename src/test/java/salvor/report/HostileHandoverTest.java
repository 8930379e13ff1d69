package salvor.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Peer;
import salvor.baseline.Profile;
import salvor.baseline.Trait;
import salvor.evidence.Visible;
import salvor.report.policy.Handover;
import salvor.report.policy.PodLabels;
import salvor.report.policy.PolicyDocument;
import salvor.report.policy.PolicyForm;
import salvor.workload.Inventory;
import salvor.workload.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Whatever a baseline says, it stays text in every form and on the terminal. */
class HostileHandoverTest {
  static List<String> texts() {
    return HostileTextTest.texts();
  }

  private static Profile profile(String text, String workload) {
    Map<Facet, FacetState> states = new EnumMap<>(Facet.class);
    Stream.of(Facet.values()).forEach(f -> states.put(f, FacetState.STABLE));
    Profile.Key key = new Profile.Key(text, text, workload, text, null);
    Stream<Trait> traits =
        Stream.of(
            new Trait.Exec("/" + text, text, "/" + text, text, List.of(text), true),
            new Trait.Exec(text, null, text, null, null, null),
            new Trait.File("/" + text, Trait.File.Access.WRITE, text),
            new Trait.File("/" + text + "/*", Trait.File.Access.READ, text),
            out(new Peer.Name(text), text),
            out(new Peer.Address(text), "tcp"),
            out(new Peer.Selected(text), "tcp"),
            out(new Peer.OfWorkload(text, text), "tcp"),
            out(new Peer.OfService(text, text), "tcp"),
            new Trait.Lookup(text),
            new Trait.Capability(text),
            new Trait.Syscall(text),
            new Trait.Syscall("mount"),
            new Trait.ApiCall(text, text, text));
    return new Profile(
        text, key, states, traits.map(Element::of).toList(), List.of(), List.of(), text);
  }

  private static Trait out(Peer peer, String protocol) {
    return new Trait.Network(Trait.Network.Direction.OUT, peer, 1, protocol, "x");
  }

  @ParameterizedTest
  @MethodSource("texts")
  void staysText(String text) throws Exception {
    PodLabels pods =
        new PodLabels(
            PodLabels.USUAL,
            new Inventory(
                List.of(),
                List.of(new Service(text, text, List.of(), Map.of("a", text))),
                Map.of()));
    for (PolicyForm form : PolicyForm.values()) {
      Handover handover = form.of(List.of(profile(text, text), profile(text, "web")), pods);
      for (PolicyDocument document : handover.documents()) {
        assertThat(document.name()).matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
        assertThat(document.file()).matches("[-a-z0-9.]+");
        JsonNode read =
            document.canBeBehindAnother()
                ? new YAMLMapper().readTree(document.text())
                : new JsonMapper().readTree(document.text());
        assertThat(read).as(form.word()).isEqualTo(document.content());
        assertThat(document.text().lines()).allMatch(l -> Visible.text(l).equals(l));
        if (document.canBeBehindAnother()) {
          assertThat(document.text().lines().filter(l -> l.startsWith("---"))).hasSize(1);
        }
      }
      HandoverReport report = new HandoverReport(form, handover);
      StringWriter shown = new StringWriter();
      report.text(new PrintWriter(shown, true));
      assertThat(shown.toString().split("\n")).allMatch(l -> Visible.text(l).equals(l));
      ByteArrayOutputStream json = new ByteArrayOutputStream();
      report.json(json);
      assertThat(new JsonMapper().readTree(json.toByteArray()).path("version").intValue())
          .isEqualTo(1);
    }
  }
}
