package salvor.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import salvor.jobs.Jobs;

class FeedTest {
  @Property(tries = 60)
  void everyByteIsDealtOnceToTheWorkerWhoseTurnItIs(
      @ForAll @Size(max = 200) List<@IntRange(max = 90) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 4) int workers)
      throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lengths.size(); i++) {
      text.append(String.valueOf(i % 10).repeat(lengths.get(i))).append('\n');
    }
    byte[] all = text.toString().getBytes(StandardCharsets.US_ASCII);
    Feed feed = new Feed(new ByteArrayInputStream(all), 0, 1000, workers);
    Map<Integer, byte[]> dealt = Collections.synchronizedMap(new TreeMap<>());
    AtomicInteger wrongTurns = new AtomicInteger();
    Jobs.inParallel(
        workers,
        worker -> {
          Chunk chunk = new Chunk(100);
          while (feed.next(worker, chunk)) {
            wrongTurns.addAndGet(chunk.number % workers == worker ? 0 : 1);
            dealt.put(chunk.number, Arrays.copyOf(chunk.bytes, chunk.length));
          }
        });
    assertThat(wrongTurns).hasValue(0);
    StringBuilder together = new StringBuilder();
    dealt.values().forEach(b -> together.append(new String(b, StandardCharsets.US_ASCII)));
    assertThat(together).hasToString(text.toString());
  }
}
