using System.Text;

namespace MlNetSeq2Seq.Tests.Shared;

/// <summary>Vocabularies of byte-level BPE and models of SentencePiece, small enough to be worked by hand. Test code for several projects.</summary>
internal static class SmallTokenizers
{
    public const int Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6;

    /// <summary>How GPT-2's vocabulary writes the bytes of a text: visible ones as they are, the others from U+0100 on.</summary>
    public static string Written(params ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new();
        foreach (byte value in bytes)
        {
            bool isVisible = value is (>= 33 and <= 126) or (>= 161 and <= 172) or (>= 174 and <= 255);
            int others = value < 33 ? value : value < 161 ? value - 127 + 33 : 67;
            text.Append(isVisible ? (char)value : (char)(256 + others));
        }

        return text.ToString();
    }

    /// <summary>How GPT-2's vocabulary writes a text.</summary>
    public static string Written(string text) => Written(Encoding.UTF8.GetBytes(text));

    /// <summary>
    /// A vocabulary: the 256 bytes as 0 to 255, then for each word, byte by byte from its left, what joins it, then the special tokens.
    /// </summary>
    public static (string[] Tokens, string[] Merges) ByteBpe(string[] words, params string[] special)
    {
        List<string> tokens = [.. Enumerable.Range(0, 256).Select(value => Written((byte)value))];
        List<string> merges = [];
        foreach (string word in words)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(word);
            for (int length = 2; length <= bytes.Length; length++)
            {
                string token = Written(bytes.AsSpan(0, length));
                if (!tokens.Contains(token))
                {
                    tokens.Add(token);
                    merges.Add($"{Written(bytes.AsSpan(0, length - 1))} {Written(bytes[length - 1])}");
                }
            }
        }

        return ([.. tokens, .. special], [.. merges]);
    }

    /// <summary>Special pieces as T5 has them: padding 0, end 1, unknown 2, no beginning.</summary>
    public static (string Piece, float Score, int Type)[] T5Specials { get; } = [("<pad>", 0, Control), ("</s>", 0, Control), ("<unk>", 0, Unknown)];

    /// <summary>A SentencePiece model as its file has it.</summary>
    public static byte[] SentencePiece(
        IEnumerable<(string Piece, float Score, int Type)> pieces, int modelType = 1, int unknown = 2, int beginning = -1, int end = 1, int padding = 0,
        bool byteFallback = false, bool addSpace = true, bool removeSpaces = true, byte[]? characterMap = null)
    {
        List<byte> model = [];
        foreach ((string piece, float score, int type) in pieces)
        {
            List<byte> message = [];
            AddBytes(message, 1, Encoding.UTF8.GetBytes(piece));
            message.Add((2 << 3) | 5);
            message.AddRange(BitConverter.GetBytes(score));
            AddNumber(message, 3, type);
            AddBytes(model, 1, [.. message]);
        }

        List<byte> trainer = [];
        AddNumber(trainer, 3, modelType);
        AddNumber(trainer, 35, byteFallback ? 1 : 0);
        AddNumber(trainer, 40, unknown);
        AddNumber(trainer, 41, beginning);
        AddNumber(trainer, 42, end);
        AddNumber(trainer, 43, padding);
        AddBytes(model, 2, [.. trainer]);
        List<byte> normalizer = [];
        AddBytes(normalizer, 2, characterMap ?? []);
        AddNumber(normalizer, 3, addSpace ? 1 : 0);
        AddNumber(normalizer, 4, removeSpaces ? 1 : 0);
        AddBytes(model, 3, [.. normalizer]);
        return [.. model];
    }

    /// <summary>A table that has one rule, to write U+FF21 (the bytes EF BC A1) as A, as SentencePiece compiles it.</summary>
    public static byte[] FullWidthAMap()
    {
        // A double-array trie: the unit of a byte stands at (offset of its parent) xor byte; its own offset is relative to its place.
        uint[] units = new uint[5 * 256];
        Array.Fill(units, 0x80000000); // no label of a byte
        Set(0, 256, 0, hasLeaf: false);
        int first = 256 ^ 0xEF;
        Set(first, 512, 0xEF, hasLeaf: false);
        int second = 512 ^ 0xBC;
        Set(second, 768, 0xBC, hasLeaf: false);
        int third = 768 ^ 0xA1;
        Set(third, 1024, 0xA1, hasLeaf: true);
        units[1024] = 0x80000000; // the replacement begins at 0
        byte[] trie = new byte[units.Length * sizeof(uint)];
        Buffer.BlockCopy(units, 0, trie, 0, trie.Length);
        return [.. BitConverter.GetBytes(trie.Length), .. trie, (byte)'A', 0];

        void Set(int place, int children, byte label, bool hasLeaf) => units[place] = ((uint)(place ^ children) << 10) | (hasLeaf ? 0x100u : 0) | label;
    }

    private static void AddNumber(List<byte> message, int number, int value)
    {
        AddVarint(message, (ulong)number << 3);
        AddVarint(message, unchecked((ulong)(long)value));
    }

    private static void AddBytes(List<byte> message, int number, byte[] bytes)
    {
        AddVarint(message, ((ulong)number << 3) | 2);
        AddVarint(message, (ulong)bytes.Length);
        message.AddRange(bytes);
    }

    private static void AddVarint(List<byte> message, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            message.Add((byte)(value | 0x80));
        }

        message.Add((byte)value);
    }
}
