package salvor.report.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Profile;
import tools.jackson.databind.node.ObjectNode;

/**
 * Kubescape's profiles (spdx.softwarecomposition.kubescape.io/v1beta1): a ContainerProfile for each
 * baseline, or for versions before it an ApplicationProfile and a NetworkNeighborhood for each
 * workload.
 */
final class KubescapeProfiles {
  private static final String VERSION = "spdx.softwarecomposition.kubescape.io/v1beta1";
  private static final String KUBESCAPE = "Kubescape";
  private static final Set<Facet> PROCESS =
      EnumSet.of(
          Facet.EXEC,
          Facet.FILE_READ,
          Facet.FILE_WRITE,
          Facet.SENSITIVE_READ,
          Facet.CAPABILITY,
          Facet.SYSCALL);
  private static final Set<Facet> NETWORK = EnumSet.of(Facet.NETWORK, Facet.DNS);

  private final PodLabels pods;
  private final Draft draft = new Draft();

  private KubescapeProfiles(PodLabels pods) {
    this.pods = pods;
  }

  static Handover containers(List<Profile> profiles, PodLabels pods) {
    return new KubescapeProfiles(pods).containers(profiles);
  }

  static Handover applications(List<Profile> profiles, PodLabels pods) {
    return new KubescapeProfiles(pods).applications(profiles);
  }

  private Handover containers(List<Profile> profiles) {
    Set<Facet> held = EnumSet.copyOf(PROCESS);
    held.addAll(NETWORK);
    for (Profile profile : profiles) {
      draft.lostSupport(profile);
      draft.facets(profile, held, KUBESCAPE);
      ObjectNode spec = Draft.object();
      subject(profile, spec);
      image(profile, spec);
      process(profile, spec);
      network(profile, spec);
      Map<String, String> labels = labels(profile);
      label(profile, "kubescape.io/workload-container-name", profile.key().container(), labels);
      object("ContainerProfile", List.of(profile), held, labels, spec, name(profile));
    }
    return draft.done();
  }

  private Handover applications(List<Profile> profiles) {
    Set<Facet> held = EnumSet.copyOf(PROCESS);
    held.addAll(NETWORK);
    for (Profile profile : profiles) {
      draft.lostSupport(profile);
      draft.facets(profile, held, KUBESCAPE);
    }
    for (List<Profile> together : byWorkload(profiles)) {
      Profile first = together.getFirst();
      for (String kind : List.of("ApplicationProfile", "NetworkNeighborhood")) {
        boolean application = kind.equals("ApplicationProfile");
        ObjectNode spec = Draft.object();
        if (!application) {
          subject(first, spec);
        }
        for (Profile profile : together) {
          ObjectNode container = spec.withArray("containers").addObject();
          put(container, "name", profile.key().container());
          if (application) {
            image(profile, container);
            process(profile, container);
          } else {
            network(profile, container);
          }
        }
        String name = ObjectNames.of(first.key().kind(), first.key().workload());
        object(kind, together, application ? PROCESS : NETWORK, labels(first), spec, name);
      }
    }
    return draft.done();
  }

  private record Group(Profile.Key workload, int turn) {}

  /** The baselines of a workload; a container of a second image goes to a second object. */
  private static Collection<List<Profile>> byWorkload(List<Profile> profiles) {
    Map<Group, List<Profile>> groups = new LinkedHashMap<>();
    Map<Profile.Key, Integer> met = new HashMap<>();
    for (Profile profile : profiles) {
      Profile.Key key = profile.key();
      Profile.Key workload =
          new Profile.Key(key.namespace(), key.kind(), key.workload(), null, null);
      Profile.Key container =
          new Profile.Key(key.namespace(), key.kind(), key.workload(), key.container(), null);
      int turn = met.merge(container, 1, Integer::sum);
      groups.computeIfAbsent(new Group(workload, turn), g -> new ArrayList<>()).add(profile);
    }
    return groups.values();
  }

  private static String name(Profile profile) {
    Profile.Key key = profile.key();
    String image = key.digest() == null ? null : key.digest().brief();
    return ObjectNames.of(key.kind(), key.workload(), key.container(), image);
  }

  private void object(
      String kind,
      List<Profile> profiles,
      Set<Facet> facets,
      Map<String, String> labels,
      ObjectNode spec,
      String wanted) {
    Completion completion = Completion.of(profiles, facets);
    for (Profile profile : profiles) {
      for (Facet facet : facets) {
        FacetState state = profile.state(facet);
        FacetState read = completion.read(profile, facet);
        if (state != read) {
          draft.lost(
              profile,
              facet + " " + state,
              "the state of this facet alone: the " + kind + " says " + read);
        }
      }
    }
    Profile first = profiles.getFirst();
    String namespace = PodLabels.namespace(first, draft);
    String name = draft.unique(wanted);
    ObjectNode object = draft.kubernetes(VERSION, kind, name, namespace, labels, profiles);
    if (completion.status() != null) {
      ObjectNode annotations = object.withObject("metadata").withObject("annotations");
      annotations.put("kubescape.io/status", completion.status());
      annotations.put("kubescape.io/completion", completion.completion());
    } else {
      draft.assume(
          "a profile without completion marks applies to pods that carry the label"
              + " kubescape.io/user-defined-profile with its name");
    }
    object.set("spec", spec);
    draft.add(name, first.name(), object, kind, PolicyDocument.Form.YAML);
  }

  private Map<String, String> labels(Profile profile) {
    Map<String, String> labels = new TreeMap<>();
    label(profile, "kubescape.io/workload-namespace", profile.key().namespace(), labels);
    label(profile, "kubescape.io/workload-kind", profile.key().kind(), labels);
    label(profile, "kubescape.io/workload-name", profile.key().workload(), labels);
    return labels;
  }

  private void label(
      Profile profile, String key, @Nullable String value, Map<String, String> labels) {
    ObjectNames.labelValue(value).ifPresent(v -> labels.put(key, v));
    if (value != null && !labels.containsKey(key)) {
      draft.lost(profile, value, "it is no valid value of the label " + key);
    }
  }

  private void subject(Profile profile, ObjectNode spec) {
    Map<String, String> chosen = pods.subject(profile, draft);
    if (!chosen.isEmpty()) {
      ObjectNode labels = spec.putObject("matchLabels");
      chosen.forEach(labels::put);
    }
  }

  private static void image(Profile profile, ObjectNode container) {
    put(
        container,
        "imageID",
        profile.key().digest() == null ? null : profile.key().digest().value());
  }

  private void process(Profile profile, ObjectNode container) {
    new KubescapeProcess(profile, draft, container).write();
  }

  private void network(Profile profile, ObjectNode container) {
    new KubescapeNeighbours(profile, draft, pods).write(container);
  }

  private static void put(ObjectNode node, String field, @Nullable String value) {
    if (value != null) {
      node.put(field, PolicyDocument.whole(value));
    }
  }
}
