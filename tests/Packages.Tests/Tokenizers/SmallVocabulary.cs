using System.Text;

namespace Packages.Tests.Tokenizers;

/// <summary>A vocabulary small enough to tokenize by hand.</summary>
internal static class SmallVocabulary
{
    public const int Pad = 0, Unknown = 1, Classification = 2, Separator = 3, Mask = 4;
    public const int Play = 5, Ing = 6, Ed = 7, You = 8, Good = 9, Comma = 10, Stop = 11, E = 12, Plays = 13;

    private static readonly string[] Tokens =
        ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "play", "##ing", "##ed", "你", "好", ",", ".", "e", "plays"];

    public static Stream Open() => OpenText(string.Join('\n', Tokens));

    public static Stream OpenText(string text) => new MemoryStream(Encoding.UTF8.GetBytes(text));
}
