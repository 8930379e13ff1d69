package salvor.ingest.dnsmasq;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Outcome;
import salvor.evidence.RecordRef;
import salvor.ingest.LineReader;
import salvor.ingest.OnTheWire;
import salvor.ingest.Recent;
import salvor.ingest.Sink;

/**
 * Joins answers to the last question for their name; an answer without a name is that of the
 * question before it.
 */
final class DnsmasqReader implements LineReader {
  private static final int QUESTIONS = 10_000;
  private static final int MOST_ANSWERS = 100;
  private static final Pattern QUERY =
      Pattern.compile("(?:[0-9]+ [^ ]+ )?query\\[[^\\]]{1,20}\\] ([^ ]+) from ([^ ]+)");
  private static final Pattern ANSWER =
      Pattern.compile("(?:[0-9]+ [^ ]+ )?(?:reply|cached|config|/[^ ]+) ([^ ]+) is (.+)");

  private static final class Asked {
    final String name;
    final String client;
    final RecordRef ref;
    final List<String> answers = new ArrayList<>();
    Outcome outcome = new Outcome(Outcome.Result.UNKNOWN, "no answer");

    Asked(String name, String client, RecordRef ref) {
      this.name = name;
      this.client = client;
      this.ref = ref;
    }

    void answer(String answer) {
      int note = answer.indexOf(" (EDE");
      String bare = note < 0 ? answer : answer.substring(0, note);
      if (bare.equals("NXDOMAIN") || bare.equals("REFUSED") || bare.equals("SERVFAIL")) {
        outcome = new Outcome(Outcome.Result.FAILED, bare);
      } else if (answers.size() < MOST_ANSWERS) {
        outcome = new Outcome(Outcome.Result.SUCCEEDED, null);
        answers.add(bare);
      }
    }
  }

  private final Recent<String, Asked> open = new Recent<>(QUESTIONS);
  private @Nullable Asked last;
  private @Nullable OnTheWire wire;

  @Override
  public void read(String line, RecordRef ref, Sink sink) {
    OnTheWire now = wire == null ? new OnTheWire(sink) : wire;
    wire = now;
    Matcher message = DnsmasqFormat.MESSAGE.matcher(line);
    if (!message.matches()) {
      sink.unreadable(ref, "no message of dnsmasq");
      return;
    }
    Matcher query = QUERY.matcher(message.group(1));
    Matcher answer = ANSWER.matcher(message.group(1));
    if (query.matches()) {
      Asked asked = new Asked(query.group(1), query.group(2), ref);
      Asked before = open.remove(asked.name);
      Asked oldest = open.put(asked.name, asked);
      last = asked;
      for (Asked told : new Asked[] {before, oldest}) {
        if (told != null) {
          tell(told, now);
        }
      }
    } else if (answer.matches()) {
      Asked of = answer.group(1).equals("error") ? last : open.get(answer.group(1));
      if (of != null) {
        of.answer(answer.group(2));
      }
      sink.skipped(of != null ? "answer told with its question" : "answer without a question");
    } else {
      sink.skipped("a message that is no question or answer");
    }
  }

  private static void tell(Asked one, OnTheWire wire) {
    String answers = one.answers.isEmpty() ? null : String.join(" ", one.answers);
    wire.act(
        one.client,
        null,
        new Activity.NameLookedUp(one.name, answers),
        one.outcome,
        Set.of(),
        one.ref);
  }

  @Override
  public void end(Sink sink) {
    OnTheWire all = wire;
    if (all != null) {
      open.drain().forEach(one -> tell(one, all));
      all.end();
    }
  }
}
