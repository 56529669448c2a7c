"""An archive through reading and judging, offline: which alerts would these rules have given?"""
