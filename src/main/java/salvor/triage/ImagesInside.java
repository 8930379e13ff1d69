package salvor.triage;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Matching;
import salvor.jobs.Progress;
import salvor.triage.ImagesSeen.Image;

/** What is in each image, made once. */
public final class ImagesInside {
  private record Key(KnownImages.Known known, int baseline, Matching.Rule rule) {}

  private final Map<Key, ImageInside> made = new ConcurrentHashMap<>();

  /**
   * Makes it of all of them.
   *
   * @throws salvor.jobs.JobCancelled when asked to stop
   */
  public static ImagesInside of(List<Image> images, Progress progress) {
    ImagesInside inside = new ImagesInside();
    for (int i = 0; i < images.size(); i++) {
      progress.at(i, images.size(), "Looking into images");
      inside.of(images.get(i));
    }
    return inside;
  }

  /** What is in one, null when nothing is known of it. */
  public @Nullable ImageInside of(Image image) {
    KnownImages.Known known = image.known();
    return known == null
        ? null
        : made.computeIfAbsent(
            new Key(known, image.match().number(), image.match().rule()),
            _ -> ImageInside.of(known, image.match()));
  }
}
