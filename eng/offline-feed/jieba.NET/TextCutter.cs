using System;
using System.Buffers;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace JiebaNet.Segmenter;

/// <summary>One text on its way into words.</summary>
internal readonly ref struct TextCutter(string text, WordDictionary dictionary, List<string> words)
{
    private readonly PrefixTrie.View _trie = dictionary.Read();
    private readonly double _logTotal = Math.Log(dictionary.Total);

    /// <summary>Cuts into the most probable words; with a model, runs of single characters are joined into words that it finds.</summary>
    public void Cut(HiddenMarkovModel model)
    {
        int at = 0;
        while (at < text.Length)
        {
            int end = Characters.EndOfBlock(text, at);
            if (end > at)
            {
                CutBlock(at, end, model);
                at = end;
            }
            else
            {
                int length = Characters.LengthOfSeparator(text, at);
                Add(at, at + length);
                at += length;
            }
        }
    }

    private void Add(int start, int end) => words.Add(text.Substring(start, end - start));

    private void CutBlock(int start, int end, HiddenMarkovModel model)
    {
        int length = end - start;
        int[] rented = length <= 256 ? null : ArrayPool<int>.Shared.Rent(length);
        Span<int> ends = rented is null ? stackalloc int[length] : rented.AsSpan(0, length);
        FindPath(text.AsSpan(start, length), ends);

        // What waits is one run: of single characters with the model, of single letters and digits without.
        int waiting = start;
        for (int at = start; at < end;)
        {
            int next = start + ends[at - start];
            if (next - at > 1 || (model is null && !char.IsAsciiLetterOrDigit(text[at])))
            {
                AddWaiting(waiting, at, model);
                Add(at, next);
                waiting = next;
            }

            at = next;
        }

        AddWaiting(waiting, end, model);
        if (rented is not null)
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    /// <summary>For each place of a block, where the word that begins there ends on the most probable path.</summary>
    // Most of the time is spent here, from the first text on: not to be run unoptimized first.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FindPath(ReadOnlySpan<char> block, Span<int> ends)
    {
        double[] rented = block.Length < 256 ? null : ArrayPool<double>.Shared.Rent(block.Length + 1);
        Span<double> best = rented is null ? stackalloc double[256] : rented;
        best[block.Length] = 0;
        for (int at = block.Length - 1; at >= 0; at--)
        {
            // A character that begins no word is one, as if it had occurred once.
            double most = double.NegativeInfinity;
            int mostEnd = 0;
            int end = at;
            for (int node = _trie.First(block[at]); node != 0; node = end < block.Length ? _trie.Child(node, block[end]) : 0)
            {
                end++;
                double log = _trie.LogFrequency(node);
                if (log >= 0)
                {
                    // In this order of additions, and with the longer word where two are as probable: so does jieba.
                    double probability = log - _logTotal + best[end];
                    if (probability >= most)
                    {
                        most = probability;
                        mostEnd = end;
                    }
                }
            }

            best[at] = mostEnd > 0 ? most : -_logTotal + best[at + 1];
            ends[at] = mostEnd > 0 ? mostEnd : at + 1;
        }

        if (rented is not null)
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    private void AddWaiting(int start, int end, HiddenMarkovModel model)
    {
        if (end - start == 1 || (end > start && model is null))
        {
            Add(start, end);
        }
        else if (end > start && dictionary.ContainsWord(text.AsSpan(start, end - start)))
        {
            // A word of the dictionary that the path did not want stays apart.
            for (int at = start; at < end; at++)
            {
                Add(at, at + 1);
            }
        }
        else
        {
            AddFound(start, end, model);
        }
    }

    private void AddFound(int start, int end, HiddenMarkovModel model)
    {
        for (int at = start; at < end;)
        {
            int runStart = at;
            while (at < end && Characters.IsHan(text[at]))
            {
                at++;
            }

            if (at > runStart)
            {
                model.Cut(text, runStart, at, words);
                continue;
            }

            while (at < end && !Characters.IsHan(text[at]))
            {
                at++;
            }

            LatinWords.Add(text, runStart, at, words);
        }
    }
}
