package salvor.report.policy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Peer;
import salvor.baseline.Profile;
import salvor.baseline.Trait;
import salvor.ingest.Format;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.jobs.Progress;
import salvor.workload.ImageDigest;
import salvor.workload.Inventory;

/** Baselines for tests, and reading back what was written of them. */
final class Baselines {
  static final ImageDigest DIGEST = new ImageDigest("sha256:" + "ab".repeat(32));
  static final PodLabels PODS = new PodLabels(PodLabels.USUAL, Inventory.EMPTY);

  private Baselines() {}

  static Profile.Key key(@Nullable String workload, @Nullable String container) {
    return new Profile.Key("shop", "Deployment", workload, container, DIGEST);
  }

  /** A baseline whose facets are all stable. */
  static Profile stable(Trait... traits) {
    return of(key("web", "app"), all(FacetState.STABLE), traits);
  }

  static Map<Facet, FacetState> all(FacetState state) {
    Map<Facet, FacetState> states = new EnumMap<>(Facet.class);
    EnumSet.allOf(Facet.class).forEach(f -> states.put(f, state));
    return states;
  }

  static Profile of(Profile.Key key, Map<Facet, FacetState> states, Trait... traits) {
    List<Element> elements = new ArrayList<>();
    for (Trait trait : traits) {
      elements.add(Element.of(trait));
    }
    return build(key, states, elements);
  }

  private static Profile build(
      Profile.Key key, Map<Facet, FacetState> states, List<Element> elements) {
    return new Profile(key.text(), key, states, elements, List.of(), List.of(), "salvor");
  }

  static Trait.Exec exec(String path) {
    return new Trait.Exec(path, null, null, null, null, null);
  }

  static Trait.Network out(Peer peer, int port) {
    return new Trait.Network(Trait.Network.Direction.OUT, peer, port, "tcp", null);
  }

  static Trait.Network in(Peer peer, int port) {
    return new Trait.Network(Trait.Network.Direction.IN, peer, port, "tcp", null);
  }

  /** All documents as one file, read again. */
  static List<Profile> reread(Handover handover, Path folder, Format... formats) throws Exception {
    StringBuilder text = new StringBuilder();
    handover.documents().forEach(d -> text.append(d.text()));
    Path file = Files.writeString(folder.resolve("written"), text);
    return read(List.of(file), formats);
  }

  static List<Profile> read(List<Path> files, Format... formats) throws Exception {
    return new Import(List.of(formats), Limits.ORDINARY).read(files, Progress.NONE).baselines();
  }

  /** The traits, sorted. */
  static Set<String> traits(Profile profile) {
    Set<String> all = new TreeSet<>();
    profile.elements().forEach(e -> all.add(e.trait().toString()));
    return all;
  }

  /** Why elements are left out, sorted. */
  static Set<String> reasons(Handover handover) {
    Set<String> all = new TreeSet<>();
    handover.cannotHold().forEach(l -> all.add(l.element() + ": " + l.reason()));
    return all;
  }
}
