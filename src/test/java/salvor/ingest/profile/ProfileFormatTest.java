package salvor.ingest.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.HourlyCounts;
import salvor.baseline.Peer;
import salvor.baseline.Phase;
import salvor.baseline.Profile;
import salvor.baseline.ProfileJson;
import salvor.baseline.Trait;
import salvor.baseline.Watched;
import salvor.baseline.Window;
import salvor.evidence.Observation;
import salvor.evidence.RecordRef;
import salvor.ingest.Sink;
import salvor.workload.ImageDigest;
import salvor.workload.Inventory;
import tools.jackson.databind.json.JsonMapper;

class ProfileFormatTest {
  @Test
  void readsWhatWasWritten() {
    List<Profile> profiles = List.of(profile());
    String text = ProfileJson.write(profiles);
    Taken taken = read(text);
    assertThat(taken.baselines).isEqualTo(profiles);
    assertThat(ProfileJson.write(taken.baselines)).isEqualTo(text);
    assertThat(taken.skipped).containsExactly("baseline, used for judging: 1 profile");
  }

  @Test
  void anElementThatIsNotUnderstoodMakesTheDocumentUnreadable() {
    Taken taken =
        read(
            "{\"kind\":\"SalvorBaseline\",\"version\":1,\"profiles\":[{\"elements\":[{\"telepathy\":1}]}]}");
    assertThat(taken.baselines).isEmpty();
    assertThat(taken.unreadable).containsExactly("an element of the baseline is of no known kind");
  }

  @Test
  void readsTheFirstVersionWhichOnlyCountedUnits() {
    Profile profile =
        read("""
        {"kind":"SalvorBaseline","version":1,"profiles":[{"name":"a:b","container":"b","units":3,
         "from":"2026-11-23T00:00:00Z","until":"2026-11-23T00:05:00Z","states":{"DNS":"STABLE"},
         "elements":[{"dns":"example.com","support":2}]}]}
        """)
            .baselines
            .getFirst();
    assertThat(profile.units()).hasSize(3);
    assertThat(profile.elements().getFirst().support()).isEqualTo(2);
    assertThat(profile.windows()).hasSize(1);
  }

  @Test
  void unitsThatAreNotThereMakeTheDocumentUnreadable() {
    assertThat(
            read("{\"kind\":\"SalvorBaseline\",\"version\":2,\"profiles\":[{\"units\":[],\"elements\":[{\"dns\":\"a\",\"units\":[7]}]}]}")
                .unreadable)
        .containsExactly("an element of the baseline names a unit that is not there");
  }

  /**
   * What was taken for absent stood for anything: a damaged baseline knew more than it was taught.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"elements\":[{\"exec\":\"/bin/sh\",\"shape\":7}]",
        "\"elements\":[{\"exec\":\"/bin/sh\",\"parent\":[]}]",
        "\"elements\":[{\"exec\":\"/bin/sh\",\"args\":\"-c\"}]",
        "\"elements\":[{\"exec\":\"/bin/sh\",\"args\":[1]}]",
        "\"elements\":[{\"exec\":\"/bin/sh\",\"inInitTree\":1}]",
        "\"elements\":[{\"file\":\"/x\",\"access\":\"read\",\"program\":true}]",
        "\"elements\":[{\"network\":\"out\",\"peer\":\"node\",\"port\":999999999999}]",
        "\"elements\":[{\"network\":\"out\",\"peer\":\"node\",\"port\":-1}]",
        "\"elements\":[{\"network\":\"out\",\"peer\":\"node\",\"port\":\"80\"}]",
        "\"elements\":[{\"network\":\"out\",\"peer\":\"node\",\"protocol\":6}]",
        "\"elements\":\"x\"",
        "\"elements\":[],\"units\":{}",
        "\"elements\":[],\"states\":[]",
        "\"elements\":[],\"states\":{\"EXEC\":1}",
        "\"elements\":[],\"hours\":{\"EXEC\":{\"2026-11-23T04:00:00Z\":-1}}",
        "\"elements\":[],\"hours\":{\"EXEC\":{\"2026-11-23T04:00:00Z\":9223372036854775807}}",
        "\"elements\":[],\"units\":[{\"id\":\"a\",\"until\":\"2026-11-23T04:00:00Z\",\"facets\":[]}]",
        "\"elements\":[],\"units\":[{\"id\":\"a\",\"from\":\"2026-11-24T04:00:00Z\",\"until\":\"2026-11-23T04:00:00Z\",\"facets\":[]}]",
        "\"elements\":[],\"namespace\":5"
      })
  void whatIsDamagedIsNotTakenForAbsent(String profile) {
    Taken taken =
        read("{\"kind\":\"SalvorBaseline\",\"version\":2,\"profiles\":[{" + profile + "}]}");
    assertThat(taken.baselines).isEmpty();
    assertThat(taken.unreadable).hasSize(1);
  }

  @Test
  void aNewerVersionIsRefused() {
    assertThat(read("{\"kind\":\"SalvorBaseline\",\"version\":9,\"profiles\":[]}").unreadable)
        .hasSize(1);
  }

  private static Profile profile() {
    List<Trait> traits =
        List.of(
            new Trait.Exec("/bin/busybox", "test", "<runtime>", "-f <path>", null, false),
            new Trait.Exec("/bin/sh", null, null, null, List.of("/bin/sh", "-c", "⋯⋯"), null),
            new Trait.File("/var/log/⋯", Trait.File.Access.DELETE, "cron"),
            new Trait.Network(
                Trait.Network.Direction.IN,
                new Peer.OfWorkload("shop", "web"),
                8080,
                "tcp",
                "httpd"),
            new Trait.Network(
                Trait.Network.Direction.OUT, new Peer.Address("10.0.0.0/8"), 0, null, null),
            new Trait.Network(
                Trait.Network.Direction.OUT, new Peer.Address("2001:db8::1"), 53, "udp", null),
            new Trait.Network(Trait.Network.Direction.IN, new Peer.Node(), 1, null, null),
            new Trait.Lookup("*.example.com"),
            new Trait.Capability("CAP_CHOWN"),
            new Trait.Syscall("read"),
            new Trait.ApiCall("get", "secrets", null));
    List<Element> elements = new ArrayList<>();
    for (Trait trait : traits) {
      elements.add(
          new Element(
              trait,
              Watched.ids(2),
              1_800_000_000_123_456_789L,
              null,
              Set.of(Phase.START),
              List.of("falco.jsonl:7"),
              trait instanceof Trait.Lookup
                  ? List.of(Element.of(new Trait.Lookup("a.example.com")))
                  : List.of()));
    }
    return new Profile(
        "shop/deployment/web:web",
        new Profile.Key(
            "shop", "Deployment", "web", "web", new ImageDigest("sha256:" + "a".repeat(64))),
        Map.of(Facet.EXEC, FacetState.STABLE, Facet.DNS, FacetState.LEARNING),
        elements,
        Watched.units(3),
        List.of(new Window(1_800_000_000_000_000_000L, Long.MAX_VALUE)),
        "salvor",
        List.of(new HourlyCounts(Facet.EXEC, new TreeMap<>(Map.of(500_000L, 7L, 500_003L, 1L)))));
  }

  private static Taken read(String text) {
    Taken taken = new Taken();
    ProfileFormat format = new ProfileFormat();
    var node = new JsonMapper().readTree(text);
    assertThat(format.recognises(node)).isTrue();
    format.reader().read(node, new RecordRef(0, 1, 0, 1), taken);
    return taken;
  }

  private static final class Taken implements Sink {
    final List<Profile> baselines = new ArrayList<>();
    final List<String> skipped = new ArrayList<>();
    final List<String> unreadable = new ArrayList<>();

    @Override
    public void observed(Observation observation) {}

    @Override
    public void unreadable(RecordRef ref, String reason) {
      unreadable.add(reason);
    }

    @Override
    public void skipped(String reason) {
      skipped.add(reason);
    }

    @Override
    public void inventory(Inventory found) {}

    @Override
    public void baseline(Profile found) {
      baselines.add(found);
    }

    @Override
    public void note(String remark) {}
  }
}
