namespace MlNetSeq2Seq.Tokens;

/// <summary>
/// The visible characters by which byte-level vocabularies write bytes: the byte's own in Latin-1 where that is visible, else the next from
/// U+0100 on (Radford et al., "Language Models are Unsupervised Multitask Learners", section 2.2; openai/gpt-2, encoder.py).
/// </summary>
internal static class ByteCharacters
{
    private const int FirstOther = 0x100;
    private static readonly char[] s_characters = Characters();
    private static readonly Dictionary<char, byte> s_bytes = Enumerable.Range(0, s_characters.Length).ToDictionary(value => s_characters[value], value => (byte)value);

    /// <summary>The character of each byte, shape [256].</summary>
    internal static ReadOnlySpan<char> All => s_characters;

    /// <summary>The bytes that a token stands for; null where one of its characters stands for none.</summary>
    internal static byte[]? BytesOf(string token)
    {
        byte[] bytes = new byte[token.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            if (!s_bytes.TryGetValue(token[i], out bytes[i]))
            {
                return null;
            }
        }

        return bytes;
    }

    private static char[] Characters()
    {
        char[] characters = new char[byte.MaxValue + 1];
        int others = 0;
        for (int value = 0; value < characters.Length; value++)
        {
            characters[value] = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE ? (char)value : (char)(FirstOther + others++);
        }

        return characters;
    }
}
