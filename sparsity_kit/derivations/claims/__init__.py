"""Is a claimed formula right, and if not, where is it wrong?"""
