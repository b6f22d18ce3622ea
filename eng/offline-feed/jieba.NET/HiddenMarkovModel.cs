using System;
using System.Buffers;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;

namespace JiebaNet.Segmenter;

/// <summary>
/// Finds words that no dictionary has: each character begins a word, stands in its middle, ends it or is one by itself,
/// and the most probable sequence of these four states (Viterbi) says where the words are.
/// </summary>
internal sealed class HiddenMarkovModel
{
    /// <summary>The characters that the model speaks of.</summary>
    public const char FirstHan = '\u4E00';
    public const char LastHan = '\u9FD5';

    // In the order of ProbabilityTable.StateNames.
    private const int Begin = 0;
    private const int Middle = 1;
    private const int End = 2;
    private const int Single = 3;
    private const double Never = -3.14e100;

    private const double BeginAtStart = -0.26268660809250016;
    private const double SingleAtStart = -1.4652633398537678;

    private static readonly Lock Loading = new();
    private static HiddenMarkovModel _instance;

    private readonly double[] _emissions = new double[(LastHan - FirstHan + 1) * 4];
    private readonly double[] _transitions = new double[16];

    private HiddenMarkovModel()
    {
        _emissions.AsSpan().Fill(Never);
        _transitions.AsSpan().Fill(Never);
        ProbabilityTable.Read(ConfigManager.Require(ConfigManager.ProbEmitFile), (state, character, probability) =>
        {
            if (character is >= FirstHan and <= LastHan)
            {
                _emissions[((character - FirstHan) * 4) + state] = probability;
            }
        });
        ProbabilityTable.Read(ConfigManager.Require(ConfigManager.ProbTransFile), (state, next, probability) =>
        {
            if (ProbabilityTable.StateNames.IndexOf(next) is >= 0 and int to)
            {
                _transitions[(state * 4) + to] = probability;
            }
        });
    }

    public static HiddenMarkovModel Instance
    {
        get
        {
            if (Volatile.Read(ref _instance) is { } loaded)
            {
                return loaded;
            }

            lock (Loading)
            {
                if (_instance is null)
                {
                    Volatile.Write(ref _instance, new HiddenMarkovModel());
                }

                return _instance;
            }
        }
    }

    /// <summary>Cuts a run of Chinese characters and adds its words.</summary>
    public void Cut(string text, int start, int end, List<string> words)
    {
        int length = end - start;
        byte[] rented = length <= 256 ? null : ArrayPool<byte>.Shared.Rent(length);
        Span<byte> states = rented is null ? stackalloc byte[length] : rented.AsSpan(0, length);
        MostProbableStates(text.AsSpan(start, length), states);

        int begin = 0;
        int next = 0;
        for (int i = 0; i < length; i++)
        {
            switch (states[i])
            {
                case Begin:
                    begin = i;
                    break;
                case End:
                    words.Add(text.Substring(start + begin, i + 1 - begin));
                    next = i + 1;
                    break;
                case Single:
                    words.Add(text.Substring(start + i, 1));
                    next = i + 1;
                    break;
            }
        }

        if (next < length)
        {
            words.Add(text.Substring(start + next, length - next));
        }

        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>
    /// Two states can precede each one. Where both are as probable (characters that the model has never seen make that common),
    /// the one whose letter comes later wins, as in jieba.
    /// </summary>
    // Most of the time is spent here, from the first text on: not to be run unoptimized first.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MostProbableStates(ReadOnlySpan<char> text, Span<byte> states)
    {
        ReadOnlySpan<double> transitions = _transitions;
        double endToBegin = transitions[(End * 4) + Begin], singleToBegin = transitions[(Single * 4) + Begin];
        double beginToMiddle = transitions[(Begin * 4) + Middle], middleToMiddle = transitions[(Middle * 4) + Middle];
        double beginToEnd = transitions[(Begin * 4) + End], middleToEnd = transitions[(Middle * 4) + End];
        double endToSingle = transitions[(End * 4) + Single], singleToSingle = transitions[(Single * 4) + Single];

        ReadOnlySpan<double> emission = Emission(text[0]);
        double begin = BeginAtStart + emission[Begin];
        double middle = Never + emission[Middle];
        double end = Never + emission[End];
        double single = SingleAtStart + emission[Single];

        // Of each character, one bit for each of its states: whether the later of the two letters came before it.
        for (int i = 1; i < text.Length; i++)
        {
            emission = Emission(text[i]);
            double fromEnd = end + endToBegin + emission[Begin], fromSingle = single + singleToBegin + emission[Begin];
            double fromBegin = begin + beginToMiddle + emission[Middle], fromMiddle = middle + middleToMiddle + emission[Middle];
            double beginEnds = begin + beginToEnd + emission[End], middleEnds = middle + middleToEnd + emission[End];
            double endAlone = end + endToSingle + emission[Single], singleAlone = single + singleToSingle + emission[Single];

            int later = (fromSingle >= fromEnd ? 1 << Begin : 0) | (fromMiddle >= fromBegin ? 1 << Middle : 0)
                | (middleEnds >= beginEnds ? 1 << End : 0) | (singleAlone >= endAlone ? 1 << Single : 0);
            states[i] = (byte)later;
            begin = fromSingle >= fromEnd ? fromSingle : fromEnd;
            middle = fromMiddle >= fromBegin ? fromMiddle : fromBegin;
            end = middleEnds >= beginEnds ? middleEnds : beginEnds;
            single = singleAlone >= endAlone ? singleAlone : endAlone;
        }

        // Backwards, the bits give way to the states themselves.
        int state = single >= end ? Single : End;
        for (int i = text.Length - 1; i >= 0; i--)
        {
            bool later = (states[i] >> state & 1) != 0;
            states[i] = (byte)state;
            state = state is Begin or Single ? (later ? Single : End) : (later ? Middle : Begin);
        }
    }

    private ReadOnlySpan<double> Emission(char character) => _emissions.AsSpan((character - FirstHan) * 4, 4);
}
