using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.RegularExpressions;

namespace JiebaNet.Segmenter;

/// <summary>
/// Cuts Chinese text into words as jieba 0.42.1 does: the most probable path through the words of the dictionary and, where it
/// leaves single characters, a hidden Markov model that finds words not in it.
/// </summary>
public partial class JiebaSegmenter
{
    /// <summary>Parts of speech of added words, for the tagging of the original.</summary>
    internal IDictionary<string, string> UserWordTagTab { get; } = new Dictionary<string, string>();

    /// <summary>The words of a text, which together are the text.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="cutAll">Whether to give every word of the dictionary that occurs, overlapping ones too.</param>
    /// <param name="hmm">Whether to look for words that are not in the dictionary.</param>
    public IEnumerable<string> Cut(string text, bool cutAll = false, bool hmm = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<string> words = [];
        if (cutAll)
        {
            new FullCutter(text, WordDictionary.Instance, words).Cut();
        }
        else
        {
            new TextCutter(text, WordDictionary.Instance, words).Cut(hmm ? HiddenMarkovModel.Instance : null);
        }

        return words;
    }

    /// <summary>The words of a text, each long one after the words of two and three characters within it.</summary>
    public IEnumerable<string> CutForSearch(string text, bool hmm = true)
    {
        List<string> words = [];
        foreach (Token token in Tokenize(text, TokenizerMode.Search, hmm))
        {
            words.Add(token.Word);
        }

        return words;
    }

    /// <summary>The words of a text with their places.</summary>
    public IEnumerable<Token> Tokenize(string text, TokenizerMode mode = TokenizerMode.Default, bool hmm = true)
    {
        List<Token> tokens = [];
        WordDictionary dictionary = WordDictionary.Instance;
        int start = 0;
        foreach (string word in Cut(text, hmm: hmm))
        {
            if (mode != TokenizerMode.Default)
            {
                AddInner(2);
                AddInner(3);
            }

            tokens.Add(new Token(word, start, start + word.Length));
            start += word.Length;

            void AddInner(int length)
            {
                for (int i = 0; word.Length > length && i <= word.Length - length; i++)
                {
                    if (dictionary.ContainsWord(word.AsSpan(i, length)))
                    {
                        tokens.Add(new Token(word.Substring(i, length), start + i, start + i + length));
                    }
                }
            }
        }

        return tokens;
    }

    /// <summary>Adds the words of a file, one in each line: word, frequency, part of speech; the last two may be left out.</summary>
    /// <remarks>As in the original, a file that cannot be read is passed over, and a broken number ends the reading.</remarks>
    public void LoadUserDict(string userDictFile)
    {
        try
        {
            foreach (string line in File.ReadAllLines(Path.GetFullPath(userDictFile), Encoding.UTF8))
            {
                if (!string.IsNullOrWhiteSpace(line))
                {
                    GroupCollection fields = UserDictLine().Match(line.Trim()).Groups;
                    string frequency = fields["freq"].Value.Trim();
                    AddWord(fields["word"].Value.Trim(), frequency.Length > 0 ? int.Parse(frequency) : 0, fields["tag"].Value.Trim());
                }
            }
        }
        catch (Exception exception) when (exception is IOException or FormatException)
        {
            // The original's release does no more either; a caller that needs the file looks for it before.
        }
    }

    /// <summary>Adds a word for all segmenters.</summary>
    /// <param name="word">The word.</param>
    /// <param name="freq">How often it occurs; 0 for the least number that has it cut as one word.</param>
    /// <param name="tag">Its part of speech.</param>
    public void AddWord(string word, int freq = 0, string tag = null)
    {
        if (freq <= 0)
        {
            freq = WordDictionary.Instance.SuggestFreq(word, Cut(word, hmm: false));
        }

        WordDictionary.Instance.AddWord(word, freq);
        if (!string.IsNullOrEmpty(tag))
        {
            UserWordTagTab[word] = tag;
        }
    }

    /// <summary>Takes a word out of the dictionary of all segmenters; the hidden Markov model may still find it.</summary>
    public void DeleteWord(string word) => WordDictionary.Instance.DeleteWord(word);

    [GeneratedRegex("^(?<word>.+?)(?<freq> [0-9]+)?(?<tag> [a-z]+)?$")]
    private static partial Regex UserDictLine();
}
