package dev.keepsake.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.job.JobRun;
import dev.keepsake.memory.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class UserByUserTest {
  private static final List<UserId> FIVE =
      LongStream.range(0, 5).mapToObj(i -> new UserId(new UUID(0, i))).toList();

  private final List<UserId> tried = new ArrayList<>();

  private JobRun each(ErrorCode code, List<Integer> failing) {
    return UserByUser.each(
        FIVE,
        user -> {
          tried.add(user);
          if (failing.contains(FIVE.indexOf(user))) {
            throw new MemoryException(code, "not this one");
          }
          return JobRun.done(2);
        });
  }

  @Test
  void what_fails_for_one_user_does_not_keep_the_others_waiting() {
    assertThat(each(ErrorCode.STORE_UNAVAILABLE, List.of(0, 3))).isEqualTo(new JobRun(6, 2));
    assertThat(tried).isEqualTo(FIVE);
  }

  @Test
  void three_failures_are_not_about_single_users() {
    assertThatThrownBy(() -> each(ErrorCode.STORE_UNAVAILABLE, List.of(0, 1, 2)))
        .isInstanceOf(MemoryException.class);
    assertThat(tried).hasSize(3);
  }

  @Test
  void who_is_interrupted_goes_no_further() {
    assertThatThrownBy(() -> each(ErrorCode.CANCELLED, List.of(1)))
        .isInstanceOf(MemoryException.class);
    assertThat(tried).hasSize(2);
  }
}
