using System.Collections.Generic;
using System.Text;

namespace JiebaNet.Segmenter;

/// <summary>The full mode: every word of the dictionary that occurs in a text.</summary>
internal readonly ref struct FullCutter(string text, WordDictionary dictionary, List<string> words)
{
    private readonly PrefixTrie.View _trie = dictionary.Read();

    /// <summary>
    /// Gives every word of the dictionary. What stands between the blocks is split at white space, and as in jieba the empty
    /// pieces before, between and after stay.
    /// </summary>
    public void Cut()
    {
        int at = 0;
        while (at < text.Length)
        {
            int end = Characters.EndOfBlock(text, at);
            if (end > at)
            {
                AddAllWords(at, end);
                at = end;
                continue;
            }

            int start = at;
            for (; at < text.Length && !Characters.OfWords(text[at]); at++)
            {
                if (Characters.IsSpace(text[at]))
                {
                    Add(start, at);
                    start = at + Characters.LengthOfSeparator(text, at);
                    Add(at, start);
                    at = start - 1;
                }
            }

            Add(start, at);
        }
    }

    private void Add(int start, int end) => words.Add(text.Substring(start, end - start));

    private void AddAllWords(int start, int end)
    {
        StringBuilder latin = new();
        int covered = start - 1;
        List<int> last = [];
        for (int at = start; at < end; at++)
        {
            if (!char.IsAsciiLetterOrDigit(text[at]))
            {
                AddLatin(latin);
            }

            LastCharacters(at, end, last);
            if (last.Count == 1 && at > covered)
            {
                string word = text.Substring(at, last[0] + 1 - at);
                if (char.IsAsciiLetterOrDigit(word[0]))
                {
                    latin.Append(word);
                }

                if (latin.Length == 0)
                {
                    words.Add(word);
                }

                covered = last[0];
            }
            else
            {
                foreach (int final in last)
                {
                    if (final > at)
                    {
                        Add(at, final + 1);
                        covered = final;
                    }
                }
            }
        }

        AddLatin(latin);
    }

    private void AddLatin(StringBuilder latin)
    {
        if (latin.Length > 0)
        {
            words.Add(latin.ToString());
            latin.Clear();
        }
    }

    /// <summary>The last characters of the words that begin here; the character itself where none does.</summary>
    private void LastCharacters(int at, int end, List<int> last)
    {
        last.Clear();
        int next = at;
        for (int node = _trie.First(text[at]); node != 0; node = next < end ? _trie.Child(node, text[next]) : 0)
        {
            if (_trie.LogFrequency(node) >= 0)
            {
                last.Add(next);
            }

            next++;
        }

        if (last.Count == 0)
        {
            last.Add(at);
        }
    }
}
