using System;
using System.Collections.Generic;

namespace Microsoft.ML.Runtime
{
    // Checks take no format arguments: those would be allocated at each call, also where the condition holds.
    internal static partial class Contracts
    {
        public static void Check(bool f)
        {
            if (!f)
            {
                throw Except();
            }
        }

        public static void Check(this IExceptionContext ctx, bool f)
        {
            if (!f)
            {
                throw ctx.Except();
            }
        }

        public static void Check(bool f, string msg)
        {
            if (!f)
            {
                throw Except(msg);
            }
        }

        public static void Check(this IExceptionContext ctx, bool f, string msg)
        {
            if (!f)
            {
                throw ctx.Except(msg);
            }
        }

        public static void CheckUserArg(bool f, string name) => CheckParam(f, name);

        public static void CheckUserArg(this IExceptionContext ctx, bool f, string name) => ctx.CheckParam(f, name);

        public static void CheckUserArg(bool f, string name, string msg) => CheckParam(f, name, msg);

        public static void CheckUserArg(this IExceptionContext ctx, bool f, string name, string msg) => ctx.CheckParam(f, name, msg);

        public static void CheckParam(bool f, string paramName)
        {
            if (!f)
            {
                throw ExceptParam(paramName);
            }
        }

        public static void CheckParam(this IExceptionContext ctx, bool f, string paramName)
        {
            if (!f)
            {
                throw ctx.ExceptParam(paramName);
            }
        }

        public static void CheckParam(bool f, string paramName, string msg)
        {
            if (!f)
            {
                throw ExceptParam(paramName, msg);
            }
        }

        public static void CheckParam(this IExceptionContext ctx, bool f, string paramName, string msg)
        {
            if (!f)
            {
                throw ctx.ExceptParam(paramName, msg);
            }
        }

        public static T CheckRef<T>(T val, string paramName)
            where T : class => val ?? throw ExceptValue(paramName);

        public static T CheckRef<T>(this IExceptionContext ctx, T val, string paramName)
            where T : class => val ?? throw ctx.ExceptValue(paramName);

        public static T CheckRef<T>(this IExceptionContext ctx, T val, string paramName, string msg)
            where T : class => val ?? throw ctx.ExceptValue(paramName, msg);

        public static void CheckValue<T>(T val, string paramName)
            where T : class => CheckRef(val, paramName);

        public static void CheckValue<T>(this IExceptionContext ctx, T val, string paramName)
            where T : class => ctx.CheckRef(val, paramName);

        public static T CheckValue<T>(T val, string paramName, string msg)
            where T : class => val ?? throw ExceptValue(paramName, msg);

        public static T CheckValue<T>(this IExceptionContext ctx, T val, string paramName, string msg)
            where T : class => val ?? throw ctx.ExceptValue(paramName, msg);

        public static string CheckNonEmpty(string s, string paramName) => CheckNonEmpty((IExceptionContext)null, s, paramName);

        public static string CheckNonEmpty(this IExceptionContext ctx, string s, string paramName) =>
            string.IsNullOrEmpty(s) ? throw ctx.ExceptEmpty(paramName) : s;

        public static string CheckNonWhiteSpace(string s, string paramName) => CheckNonWhiteSpace((IExceptionContext)null, s, paramName);

        public static string CheckNonWhiteSpace(this IExceptionContext ctx, string s, string paramName) =>
            string.IsNullOrWhiteSpace(s) ? throw ctx.ExceptParam(paramName, $"{paramName} cannot be null or white space") : s;

        public static string CheckNonEmpty(string s, string paramName, string msg)
        {
            CheckParam(!string.IsNullOrEmpty(s), paramName, msg);
            return s;
        }

        public static string CheckNonEmpty(this IExceptionContext ctx, string s, string paramName, string msg)
        {
            ctx.CheckParam(!string.IsNullOrEmpty(s), paramName, msg);
            return s;
        }

        public static string CheckNonWhiteSpace(string s, string paramName, string msg)
        {
            CheckParam(!string.IsNullOrWhiteSpace(s), paramName, msg);
            return s;
        }

        public static string CheckNonWhiteSpace(this IExceptionContext ctx, string s, string paramName, string msg)
        {
            ctx.CheckParam(!string.IsNullOrWhiteSpace(s), paramName, msg);
            return s;
        }

        public static T[] CheckNonEmpty<T>(T[] args, string paramName) => CheckNonEmpty((IExceptionContext)null, args, paramName);

        public static T[] CheckNonEmpty<T>(this IExceptionContext ctx, T[] args, string paramName) =>
            SizeOf(args) == 0 ? throw ctx.ExceptEmpty(paramName) : args;

        public static T[] CheckNonEmpty<T>(T[] args, string paramName, string msg)
        {
            CheckParam(SizeOf(args) > 0, paramName, msg);
            return args;
        }

        public static T[] CheckNonEmpty<T>(this IExceptionContext ctx, T[] args, string paramName, string msg)
        {
            ctx.CheckParam(SizeOf(args) > 0, paramName, msg);
            return args;
        }

        public static ICollection<T> CheckNonEmpty<T>(ICollection<T> args, string paramName) =>
            CheckNonEmpty((IExceptionContext)null, args, paramName);

        public static ICollection<T> CheckNonEmpty<T>(this IExceptionContext ctx, ICollection<T> args, string paramName) =>
            SizeOf(args) == 0 ? throw ctx.ExceptEmpty(paramName) : args;

        public static ICollection<T> CheckNonEmpty<T>(ICollection<T> args, string paramName, string msg)
        {
            CheckParam(SizeOf(args) > 0, paramName, msg);
            return args;
        }

        public static ICollection<T> CheckNonEmpty<T>(this IExceptionContext ctx, ICollection<T> args, string paramName, string msg)
        {
            ctx.CheckParam(SizeOf(args) > 0, paramName, msg);
            return args;
        }

        public static void CheckDecode(bool f)
        {
            if (!f)
            {
                throw ExceptDecode();
            }
        }

        public static void CheckDecode(this IExceptionContext ctx, bool f)
        {
            if (!f)
            {
                throw ctx.ExceptDecode();
            }
        }

        public static void CheckDecode(bool f, string msg)
        {
            if (!f)
            {
                throw ExceptDecode(msg);
            }
        }

        public static void CheckDecode(this IExceptionContext ctx, bool f, string msg)
        {
            if (!f)
            {
                throw ctx.ExceptDecode(msg);
            }
        }

        public static void CheckIO(bool f)
        {
            if (!f)
            {
                throw ExceptIO();
            }
        }

        public static void CheckIO(this IExceptionContext ctx, bool f)
        {
            if (!f)
            {
                throw ctx.ExceptIO();
            }
        }

        public static void CheckIO(bool f, string msg)
        {
            if (!f)
            {
                throw ExceptIO(msg);
            }
        }

        public static void CheckIO(this IExceptionContext ctx, bool f, string msg)
        {
            if (!f)
            {
                throw ctx.ExceptIO(msg);
            }
        }

        public static void CheckIO(this IExceptionContext ctx, bool f, string msg, params object[] args)
        {
            if (!f)
            {
                throw ctx.ExceptIO(Format(msg, args));
            }
        }

        /// <summary>To be called at times by work that takes long: throws where the environment was cancelled.</summary>
        public static void CheckAlive(this IHostEnvironment env)
        {
            if (env is ICancelable { IsCanceled: true })
            {
                throw Process(new OperationCanceledException("Operation was canceled."), env);
            }
        }

        private static Exception ExceptEmpty(this IExceptionContext ctx, string paramName) =>
            ctx.ExceptParam(paramName, $"{paramName} cannot be null or empty");
    }
}
