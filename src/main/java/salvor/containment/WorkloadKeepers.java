package salvor.containment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.containment.MeasurePlan.Note;
import tools.jackson.databind.JsonNode;

/** Who may set a workload back to what it was: autoscalers, what owns it, what deploys it. */
final class WorkloadKeepers {
  /** Labels and annotations by which tools that deploy know their own. */
  private static final Map<String, String> DEPLOYED_BY = new LinkedHashMap<>();

  static {
    DEPLOYED_BY.put("argocd.argoproj.io/instance", "Argo CD");
    DEPLOYED_BY.put("argocd.argoproj.io/tracking-id", "Argo CD");
    DEPLOYED_BY.put("kustomize.toolkit.fluxcd.io/name", "Flux Kustomization");
    DEPLOYED_BY.put("helm.toolkit.fluxcd.io/name", "Flux HelmRelease");
    DEPLOYED_BY.put("meta.helm.sh/release-name", "Helm release");
  }

  private final ClusterObjects objects;

  WorkloadKeepers(ClusterObjects objects) {
    this.objects = objects;
  }

  /** What to know of a workload that is stopped. */
  List<Note> of(OwnerChain.Owner owner, WorkloadBrake.Means means) {
    List<Note> notes = new ArrayList<>();
    switch (means) {
      case WorkloadBrake.Means.Scale(int replicas) -> autoscalers(owner, replicas, notes);
      case WorkloadBrake.Means.Pause() ->
          notes.add(new Note(Note.Subject.STILL_REPLACED, owner.named()));
      case WorkloadBrake.Means.Suspend() -> {
        if (owner.kind().equals(ObjectKind.CRON_JOBS)) {
          notes.add(new Note(Note.Subject.GOES_ON, owner.named()));
        }
      }
    }
    List<String> keepers = keepers(owner.object());
    if (!keepers.isEmpty()) {
      notes.add(new Note(Note.Subject.KEPT_BY, owner.named(), keepers));
    }
    return notes;
  }

  /** An autoscaler rests while its target is scaled to none. */
  private void autoscalers(OwnerChain.Owner owner, int replicas, List<Note> notes) {
    objects
        .all(ObjectKind.AUTOSCALERS, Selected.namespace(owner.object()))
        .filter(each -> {
          JsonNode target = each.at("/spec/scaleTargetRef");
          return target.path("kind").asString("").equals(owner.word())
              && target.path("name").equals(owner.object().at("/metadata/name"));
        })
        .forEach(each ->
            notes.add(
                new Note(
                    replicas == 0 ? Note.Subject.AUTOSCALER_RESTS : Note.Subject.AUTOSCALED,
                    owner.named(),
                    "HorizontalPodAutoscaler " + PodChoice.named(each))));
  }

  private static List<String> keepers(JsonNode object) {
    List<String> keepers = new ArrayList<>();
    JsonNode above = Selected.owner(object);
    if (above.isObject()) {
      keepers.add(above.path("kind").asString("") + " " + above.path("name").asString(""));
    }
    for (String field : List.of("labels", "annotations")) {
      JsonNode said = object.path("metadata").path(field);
      DEPLOYED_BY.forEach((key, tool) -> {
        if (said.has(key)) {
          keepers.add(tool + " " + said.path(key).asString(""));
        }
      });
    }
    return keepers.stream().distinct().toList();
  }
}
