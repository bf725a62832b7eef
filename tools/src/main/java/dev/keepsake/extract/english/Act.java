package dev.keepsake.extract.english;

import dev.keepsake.extract.text.Word;
import java.util.List;

/// What somebody does by saying a clause.
sealed interface Act {

  /// States something of themselves or those near them.
  record Tell() implements Act {}

  /// Says how the assistant is to behave from now on.
  ///
  /// @param words from the verb on
  record Wish(List<Word> words) implements Act {
    public Wish {
      words = List.copyOf(words);
    }
  }

  /// Settles something.
  ///
  /// @param words what is settled, behind "the user decided"
  record Settle(List<Word> words) implements Act {
    public Settle {
      words = List.copyOf(words);
    }
  }

  /// Picks one of several things, maybe for now only: "Postgres it is".
  record Choose(List<Word> what) implements Act {
    public Choose {
      what = List.copyOf(what);
    }
  }

  /// Nothing to be remembered.
  ///
  /// @param reason in snake_case
  record PassOver(String reason) implements Act {}
}
