package salvor.ingest.image;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import salvor.ingest.Fields;
import salvor.workload.ImageContents;
import salvor.workload.ImageDigest;
import tools.jackson.databind.JsonNode;

/**
 * The images of an archive, from what names them: the index of the OCI image layout, and docker's
 * own list. A member is taken for what its bytes hash to, never for what it is called.
 */
final class Assembled {
  private static final int DEEPEST = 4;
  private static final int MOST_IMAGES = 100;
  private static final int MOST_LAYERS = 1000;
  private static final List<String> NAMES =
      List.of("io.containerd.image.name", "org.opencontainers.image.ref.name");

  private final Blobs blobs;
  private final Consumer<String> unreadable;
  private final List<ImageContents> images = new ArrayList<>();
  private final Set<String> configs = new HashSet<>();

  Assembled(Blobs blobs, Consumer<String> unreadable) {
    this.blobs = blobs;
    this.unreadable = unreadable;
  }

  List<ImageContents> all() {
    JsonNode docker = blobs.document("manifest.json");
    JsonNode index = blobs.document("index.json");
    if (index != null) {
      index(index, List.of(), Set.of(), 0);
    }
    if (docker != null && docker.isArray()) {
      for (JsonNode each : docker) {
        docker(each);
      }
    }
    return images;
  }

  private void index(JsonNode index, List<ImageDigest> above, Set<String> names, int depth) {
    JsonNode manifests = Fields.at(index, "manifests");
    if (manifests == null || !manifests.isArray() || depth > DEEPEST) {
      return;
    }
    for (JsonNode each : manifests) {
      String digest = Fields.text(each, "digest");
      String architecture = Fields.text(each, "platform", "architecture");
      if ("unknown".equals(architecture)) {
        continue; // an attestation about an image
      }
      Blobs.Blob blob = blobs.hashed(digest);
      if (blob == null || blob.json() == null) {
        if (depth == 0) {
          unreadable.accept("no member has the digest that the index names: " + digest);
        }
        continue; // of an index for many platforms most are left out
      }
      Set<String> called = new LinkedHashSet<>(names);
      for (String name : NAMES) {
        String value = Fields.text(each, "annotations", name);
        if (value != null && called.isEmpty()) {
          called.add(value);
        }
      }
      List<ImageDigest> digests = new ArrayList<>(above);
      ImageDigest.in("sha256:" + blob.sha256()).ifPresent(digests::add);
      if (Fields.present(blob.json(), "manifests")) {
        index(blob.json(), digests, called, depth + 1);
      } else {
        manifest(blob.json(), digests, called);
      }
    }
  }

  private void manifest(JsonNode manifest, List<ImageDigest> digests, Set<String> names) {
    String config = Fields.text(manifest, "config", "digest");
    List<Blobs.Blob> layers = new ArrayList<>();
    boolean whole = true;
    JsonNode all = Fields.at(manifest, "layers");
    if (all == null || !all.isArray()) {
      return; // of something that is no image
    }
    for (JsonNode layer : all) {
      String digest = Fields.text(layer, "digest");
      Blobs.Blob blob = blobs.hashed(digest);
      whole &= blob != null;
      if (blob == null) {
        unreadable.accept("no member has the digest of the layer that the image names: " + digest);
      } else {
        layers.add(blob);
      }
    }
    image(blobs.hashed(config), "configuration " + config, digests, names, layers, whole);
  }

  private void docker(JsonNode image) {
    String config = Fields.text(image, "Config");
    Blobs.Blob blob = blobs.named(config);
    if (blob != null && configs.contains(blob.sha256())) {
      return; // the index told of it, and more
    }
    List<Blobs.Blob> layers = new ArrayList<>();
    boolean whole = true;
    for (String name : Fields.texts(image, "Layers")) {
      Blobs.Blob layer = blobs.named(name);
      whole &= layer != null;
      if (layer == null) {
        unreadable.accept(
            "the layer is not in the archive, or packed in a way that is not read: " + name);
      } else {
        layers.add(layer);
      }
    }
    image(blob, "configuration " + config, List.of(), Set.of(), layers, whole);
  }

  private void image(
      Blobs.@Nullable Blob config,
      String what,
      List<ImageDigest> above,
      Set<String> names,
      List<Blobs.Blob> layers,
      boolean all) {
    if (config == null || config.json() == null || images.size() >= MOST_IMAGES) {
      unreadable.accept("an image whose " + what + " is not in the archive, or is damaged");
      return;
    }
    configs.add(config.sha256());
    boolean whole = layersFit(config.json(), layers) && all;
    FileTree tree = new FileTree();
    for (Blobs.Blob blob : layers.subList(0, Math.min(layers.size(), MOST_LAYERS))) {
      Layer layer = blob.layer();
      whole &= layer != null;
      if (layer != null) {
        tree.add(layer);
      }
    }
    List<ImageDigest> digests = new ArrayList<>(above);
    ImageDigest.in("sha256:" + config.sha256()).ifPresent(digests::add);
    Set<String> called = new LinkedHashSet<>(names);
    called.addAll(tags(config));
    images.add(
        new ImageContents(
            digests,
            List.copyOf(called),
            platform(config.json()),
            ImageContents.Origin.ARCHIVE,
            whole && tree.whole() && layers.size() <= MOST_LAYERS,
            settings(Fields.at(config.json(), "config")),
            tree.executables(),
            tree.links()));
  }

  /** What docker's list calls the image with this configuration. */
  private List<String> tags(Blobs.Blob config) {
    List<String> tags = new ArrayList<>();
    JsonNode docker = blobs.document("manifest.json");
    if (docker != null && docker.isArray()) {
      for (JsonNode each : docker) {
        Blobs.Blob named = blobs.named(Fields.text(each, "Config"));
        if (named != null && named.sha256().equals(config.sha256())) {
          tags.addAll(Fields.texts(each, "RepoTags"));
        }
      }
    }
    return tags;
  }

  /** Whether the layers are those that the configuration names by their unpacked content. */
  private boolean layersFit(JsonNode config, List<Blobs.Blob> layers) {
    List<String> wanted = Fields.texts(config, "rootfs", "diff_ids");
    List<String> there = layers.stream().map(l -> "sha256:" + l.unpacked()).toList();
    if (!wanted.equals(there)) {
      unreadable.accept("the layers are not those that the image's configuration names");
    }
    return wanted.equals(there);
  }

  private static @Nullable String platform(JsonNode config) {
    String system = Fields.text(config, "os");
    String architecture = Fields.text(config, "architecture");
    return system == null || architecture == null ? null : system + "/" + architecture;
  }

  private static ImageContents.Settings settings(@Nullable JsonNode config) {
    return new ImageContents.Settings(
        Fields.texts(config, "Entrypoint"),
        Fields.texts(config, "Cmd"),
        Fields.text(config, "User"),
        names(Fields.at(config, "ExposedPorts")),
        Fields.texts(config, "Env").stream()
            .map(v -> v.substring(0, v.indexOf('=') < 0 ? v.length() : v.indexOf('=')))
            .toList(),
        names(Fields.at(config, "Volumes")));
  }

  private static List<String> names(@Nullable JsonNode object) {
    return object == null || !object.isObject() ? List.of() : List.copyOf(object.propertyNames());
  }
}
