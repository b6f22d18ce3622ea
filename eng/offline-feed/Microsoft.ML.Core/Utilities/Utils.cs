using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Internal.Utilities
{
    internal static class Utils
    {
        private static readonly Encoding s_utf8NoBom = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

        public static int Size<T>(T[] x) => x is null ? 0 : x.Length;

        public static StreamWriter OpenWriter(Stream stream, Encoding encoding = null, int bufferSize = 1024, bool leaveOpen = true)
        {
            Contracts.CheckValue(stream, nameof(stream));
            Contracts.CheckParam(bufferSize > 0, nameof(bufferSize), "buffer size must be positive");
            return new StreamWriter(stream, encoding ?? s_utf8NoBom, bufferSize, leaveOpen);
        }

        public static void Swap<T>(ref T a, ref T b) => (a, b) = (b, a);

        /// <summary>Shuffles in place; each place takes one draw.</summary>
        public static void Shuffle<T>(Random rand, Span<T> rgv)
        {
            for (int i = 0; i < rgv.Length; i++)
            {
                Swap(ref rgv[i], ref rgv[i + rand.Next(rgv.Length - i)]);
            }
        }

        public static int[] GetIdentityPermutation(int size) => BuildArray(size, i => i);

        public static int[] GetRandomPermutation(Random rand, int size)
        {
            int[] order = GetIdentityPermutation(size);
            Shuffle<int>(rand, order);
            return order;
        }

        public static T[] BuildArray<T>(int length, Func<int, T> func)
        {
            Contracts.CheckParam(length >= 0, nameof(length));
            Contracts.CheckValue(func, nameof(func));
            var array = new T[length];
            for (int i = 0; i < length; i++)
            {
                array[i] = func(i);
            }

            return array;
        }

        /// <summary>Which of the columns below <paramref name="length"/> are needed.</summary>
        public static bool[] BuildArray(int length, IEnumerable<DataViewSchema.Column> columnsNeeded)
        {
            Contracts.CheckParam(length >= 0, nameof(length));
            var needed = new bool[length];
            foreach (DataViewSchema.Column column in columnsNeeded)
            {
                if (column.Index < length)
                {
                    needed[column.Index] = true;
                }
            }

            return needed;
        }

        // The following call a generic method, given with any type argument, with the type that is only known as an object.

        public static void MarshalActionInvoke(Action act, Type genArg) => Invoke(act, genArg);

        public static void MarshalActionInvoke<TArg1>(Action<TArg1> act, Type genArg, TArg1 arg1) => Invoke(act, genArg, arg1);

        public static void MarshalActionInvoke<TArg1, TArg2>(Action<TArg1, TArg2> act, Type genArg, TArg1 arg1, TArg2 arg2) =>
            Invoke(act, genArg, arg1, arg2);

        public static void MarshalActionInvoke<TArg1, TArg2, TArg3>(
            Action<TArg1, TArg2, TArg3> act, Type genArg, TArg1 arg1, TArg2 arg2, TArg3 arg3) => Invoke(act, genArg, arg1, arg2, arg3);

        public static void MarshalActionInvoke<TArg1, TArg2, TArg3, TArg4>(
            Action<TArg1, TArg2, TArg3, TArg4> act, Type genArg, TArg1 arg1, TArg2 arg2, TArg3 arg3, TArg4 arg4) =>
            Invoke(act, genArg, arg1, arg2, arg3, arg4);

        private static void Invoke(Delegate method, Type genArg, params object[] args) =>
            method.GetMethodInfo().GetGenericMethodDefinition().MakeGenericMethod(genArg).Invoke(method.Target, args);
    }
}
