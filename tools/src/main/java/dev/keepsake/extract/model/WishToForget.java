package dev.keepsake.extract.model;

import java.util.regex.Pattern;

/// Whether words ask for something to be forgotten, in the languages of most users. Without it a
/// page that the user pastes could have a model delete what they have, by whatever other words of
/// theirs. Pure.
final class WishToForget {
  private static final Pattern VERBS =
      Pattern.compile(
          "(?iu)(?<!\\p{L})(?:forget|forgot|delet|remov|eras(?:e|ing)|wip(?:e|ing)|scratch|scrap|drop|t(?:ake|ook)"
              + " (?:\\S+ ){0,3}back|vergiss|vergess|(?:ge)?l(?:ö|oe)sch|entfern|streich"
              + "|oubli|effac|supprim|retir|olvid|borr[aeo]|elimin|suprim|quita|esque[cç]|apag|exclu[ai]"
              + "|dimentic|scord|cancell|rimuov|togli|vergeet|verget|verwijder|wis(?!\\p{L})|schrap"
              + "|zapomn|zapome|usu[nń]|skasuj|wymaż|smaž|vymaž|odstra|felejts|tör[öl]l|glöm|glem|radera|slett?(?!\\p{L})|ta"
              + " bort|fjern|unohda|poista|uit[aă]|[șşs]terge|unut|sil(?!\\p{L})"
              + "|забуд|удал|сотр|сотри|видал|изтри|ξ[εέ]χ[αά]σ|διαγρ|διάγρ|σβήσ|quên|xóa|xoá|lupakan|hapus)");

  /// Written without spaces, or with what belongs to a word joined to it.
  private static final Pattern SIGNS =
      Pattern.compile("忘|削除|消し|消去|取り消|删|刪|移除|清除|잊|삭제|지워|ลืม|ลบ|भूल|हटा|मिटा|انس|احذف|امسح|שכח|מחק");

  private static final String NOT =
      "(?:(?:n['’]?t|(?<!\\p{L})(?:not|never|no"
          + " longer|stop|nicht|kein|pas|plus|no|non|não|niet|nie))(?!\\p{L}))";

  private static final String KEEP =
      "(?<!\\p{L})(?:remember|keep|stor|sav|know|record|retain|merk|speicher|behalt|wiss"
          + "|reten|retien|gard|souven|souvien|enregistr|recuerd|guard|ricord|conserv|lembr|onthou|bewaar|bewar|zapami|pami)";

  /// "I don't want you to know this", "merk dir das nicht".
  private static final Pattern NO_LONGER_KEPT =
      Pattern.compile("(?iu)%s.{0,40}%s|%s.{0,40}%s".formatted(NOT, KEEP, KEEP, NOT));

  private WishToForget() {}

  static boolean isIn(String words) {
    return VERBS.matcher(words).find()
        || SIGNS.matcher(words).find()
        || NO_LONGER_KEPT.matcher(words).find();
  }
}
