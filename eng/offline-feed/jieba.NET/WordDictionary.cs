using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;

namespace JiebaNet.Segmenter;

/// <summary>
/// The words that the program knows, with their frequencies; one for all segmenters, as in the original.
/// Any number of threads may read; additions wait for one another.
/// </summary>
public class WordDictionary
{
    // Beginnings of words in the dictionary of jieba 0.42: 498,113.
    private const int UsualNodes = 1 << 19;

    private static readonly Lock Loading = new();
    private static WordDictionary _instance;

    private readonly PrefixTrie _words = new(UsualNodes);
    private readonly Lock _adding = new();

    private WordDictionary() => Load(ConfigManager.Require(ConfigManager.MainDictFile));

    /// <summary>The dictionary, read from <see cref="ConfigManager.MainDictFile"/> when first asked for.</summary>
    public static WordDictionary Instance
    {
        get
        {
            if (Volatile.Read(ref _instance) is { } loaded)
            {
                return loaded;
            }

            // Not Lazy: it would keep the exception of a folder that was named too late.
            lock (Loading)
            {
                if (_instance is null)
                {
                    Volatile.Write(ref _instance, new WordDictionary());
                }

                return _instance;
            }
        }
    }

    /// <summary>The sum of all frequencies.</summary>
    public double Total { get; set; }

    internal PrefixTrie.View Read() => _words.Read();

    internal bool ContainsWord(ReadOnlySpan<char> word) => _words.Frequency(word) > 0;

    public bool ContainsWord(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return ContainsWord(word.AsSpan());
    }

    public int GetFreqOrDefault(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _words.Frequency(key) is > 0 and int frequency ? frequency : 1;
    }

    public void AddWord(string word, int freq, string tag = null)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (word.Length == 0)
        {
            // The original counts it in the total; nothing can ever be cut as it.
            return;
        }

        lock (_adding)
        {
            Total += freq - Math.Max(_words.Frequency(word), 0);
            _words.Set(word, freq);
        }
    }

    public void DeleteWord(string word) => AddWord(word, 0);

    /// <summary>The least frequency at which a word wins against the pieces that it is now cut into.</summary>
    internal int SuggestFreq(string word, IEnumerable<string> pieces)
    {
        double probability = 1;
        foreach (string piece in pieces)
        {
            probability *= GetFreqOrDefault(piece) / Total;
        }

        return Math.Max((int)(probability * Total) + 1, GetFreqOrDefault(word));
    }

    /// <summary>Reads lines of word, frequency and part of speech, separated by one space; lines of a single field say nothing.</summary>
    private void Load(string file)
    {
        ReadOnlySpan<char> text = Encoding.UTF8.GetString(File.ReadAllBytes(file)).AsSpan().TrimStart('\uFEFF');
        long total = 0;
        for (int number = 1; !text.IsEmpty; number++)
        {
            int length = text.IndexOf('\n') is >= 0 and int newline ? newline : text.Length;
            ReadOnlySpan<char> line = text[..length].TrimEnd('\r');
            text = text[Math.Min(length + 1, text.Length)..];
            int space = line.IndexOf(' ');
            if (space <= 0)
            {
                continue;
            }

            ReadOnlySpan<char> rest = line[(space + 1)..];
            ReadOnlySpan<char> field = rest.IndexOf(' ') is >= 0 and int end ? rest[..end] : rest;
            if (!int.TryParse(field, NumberStyles.Integer, CultureInfo.InvariantCulture, out int frequency))
            {
                throw new InvalidDataException(
                    $"jieba.NET's dictionary '{file}' has '{field}' in line {number} where the frequency of '{line[..space]}' was wanted.");
            }

            _words.Set(line[..space], frequency);
            total += frequency;
        }

        Total = total;
    }
}
