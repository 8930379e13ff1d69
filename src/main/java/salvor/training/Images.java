package salvor.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import salvor.training.Happening.ProcessBegan;
import salvor.training.Happening.RunningProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The images that the cluster can start: their digests, and what runs in them from the start. */
final class Images {
  private final Map<String, String> digests = new HashMap<>();
  private final Map<String, List<RunningProcess>> processes = new HashMap<>();

  Images(Recording recording) {
    digests.put(SensorPods.IMAGE, SensorPods.IMAGE_ID);
    Map<String, String> imageOf = new HashMap<>();
    for (ObjectNode object : recording.objects()) {
      learn(object, imageOf);
    }
    recording
        .scenario()
        .path("images")
        .properties()
        .forEach(image -> digests.put(image.getKey(), image.getValue().asString("")));
    for (Happening happening : recording.happenings()) {
      if (happening instanceof ProcessBegan(var time, RunningProcess process)
          && process.step() == null
          && time.isBefore(recording.first())
          && imageOf.containsKey(process.container())) {
        List<RunningProcess> of =
            processes.computeIfAbsent(
                imageOf.get(process.container()) + " " + process.container(),
                key -> new ArrayList<>());
        of.add(process);
      }
    }
  }

  private void learn(ObjectNode pod, Map<String, String> imageOf) {
    for (JsonNode status : pod.at("/status/containerStatuses")) {
      String image = status.path("image").asString("");
      digests.put(image, status.path("imageID").asString(""));
      imageOf.put(World.id(status.path("containerID").asString("")), image);
    }
  }

  /** What a container's status says of an image; empty when it cannot be pulled here. */
  Optional<String> id(String image) {
    if (digests.containsKey(image)) {
      return Optional.of(digests.get(image));
    }
    return digests.values().stream().filter(id -> !id.isEmpty() && image.equals(id)).findFirst();
  }

  /** The processes that a new container of an image begins with, as a recorded one had them. */
  List<RunningProcess> processes(String image) {
    String digest = id(image).orElse("");
    return processes.entrySet().stream()
        .filter(entry -> {
          String of = entry.getKey().substring(0, entry.getKey().indexOf(' '));
          return of.equals(image)
              || (!digest.isEmpty() && digest.equals(digests.get(of)))
              || repository(of).equals(repository(image));
        })
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(List.of());
  }

  private static String repository(String image) {
    String name = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
    int tag = name.indexOf(':', name.lastIndexOf('/') + 1);
    return tag < 0 ? name : name.substring(0, tag);
  }
}
